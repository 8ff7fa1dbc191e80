/** Broker configurations: authentication, authorisation and encryption. */

import type { ConfigRow } from '../config-definition.ts';
import { oneOf } from '../validators.ts';

export const securityConfigs: Readonly<Record<string, ConfigRow>> = {
  'authorizer.class.name': {
    type: 'string',
    fallback: '',
    doc: 'What decides who may do what; empty lets everybody do everything.',
  },
  'sasl.enabled.mechanisms': {
    type: 'list',
    fallback: 'GSSAPI',
    isDynamic: true,
    doc: 'The SASL mechanisms that clients may use.',
  },
  'sasl.jaas.config': {
    type: 'password',
    fallback: null,
    isDynamic: true,
    doc: 'The login modules of SASL, with their secrets.',
  },
  'sasl.mechanism.inter.broker.protocol': {
    type: 'string',
    fallback: 'GSSAPI',
    isDynamic: true,
    doc: 'The SASL mechanism between brokers.',
  },
  'ssl.client.auth': {
    type: 'string',
    fallback: 'none',
    validator: oneOf('required', 'requested', 'none'),
    isDynamic: true,
    doc: 'Whether clients must show a certificate.',
  },
  'ssl.enabled.protocols': {
    type: 'list',
    fallback: 'TLSv1.2,TLSv1.3',
    isDynamic: true,
    doc: 'The versions of TLS that may be used.',
  },
  'ssl.key.password': {
    type: 'password',
    fallback: null,
    isDynamic: true,
    doc: 'The password of the private key.',
  },
  'ssl.keystore.location': {
    type: 'string',
    fallback: null,
    isDynamic: true,
    doc: "The file of the broker's key and certificate.",
  },
  'ssl.keystore.password': {
    type: 'password',
    fallback: null,
    isDynamic: true,
    doc: 'The password of the key store.',
  },
  'ssl.keystore.type': {
    type: 'string',
    fallback: 'JKS',
    isDynamic: true,
    doc: 'The format of the key store.',
  },
  'ssl.truststore.location': {
    type: 'string',
    fallback: null,
    isDynamic: true,
    doc: 'The file of the certificates that are trusted.',
  },
  'ssl.truststore.password': {
    type: 'password',
    fallback: null,
    isDynamic: true,
    doc: 'The password of the trust store.',
  },
  'ssl.truststore.type': {
    type: 'string',
    fallback: 'JKS',
    isDynamic: true,
    doc: 'The format of the trust store.',
  },
};
