/** A drawing context that writes down what is drawn, for tests: the machine that runs them has no screen. */

export interface Drawn {
  readonly call: string;
  readonly args: readonly unknown[];
  readonly fill: unknown;
  readonly stroke: unknown;
  readonly alpha: number;
}

export interface Recording {
  readonly context: CanvasRenderingContext2D;
  readonly drawn: readonly Drawn[];
  /** Texts in the order in which they were written. */
  texts(): string[];
  /** Calls of one kind in one colour. */
  filled(call: string, colour: unknown): Drawn[];
  stroked(call: string, colour: unknown): Drawn[];
}

const WIDTH_OF_LETTER = 6;

/** Every hatch, whatever its colour. */
export const hatched = { setTransform: (): void => undefined };

export function recordingContext(): Recording {
  const drawn: Drawn[] = [];
  const state: Record<string, unknown> = { globalAlpha: 1 };
  const answers: Readonly<Record<string, (...args: unknown[]) => unknown>> = {
    measureText: (text) => ({ width: String(text).length * WIDTH_OF_LETTER }),
    createLinearGradient: () => ({ addColorStop: () => undefined }),
    createPattern: () => hatched,
  };
  const context = new Proxy(state, {
    get(target, name) {
      if (typeof name !== 'string' || name in target) return target[String(name)];
      return (...args: unknown[]) => {
        const { fillStyle: fill, strokeStyle: stroke, globalAlpha } = target;
        drawn.push({ call: name, args, fill, stroke, alpha: Number(globalAlpha) });
        return answers[name]?.(...args);
      };
    },
    set(target, name, value) {
      target[String(name)] = value;
      return true;
    },
  }) as unknown as CanvasRenderingContext2D;
  return {
    context,
    drawn,
    texts: () => drawn.filter(({ call }) => call === 'fillText').map(({ args }) => String(args[0])),
    filled: (call, colour) => drawn.filter((each) => each.call === call && each.fill === colour),
    stroked: (call, colour) => drawn.filter((each) => each.call === call && each.stroke === colour),
  };
}

/** What painting asks of a browser besides the context. Answers what was drawn on pictures. */
export function browserShapes(): {
  readonly globals: Readonly<Record<string, unknown>>;
  readonly pictures: readonly Recording[];
} {
  const pictures: Recording[] = [];
  class Picture {
    readonly recording = recordingContext();
    constructor() {
      pictures.push(this.recording);
    }
    getContext(): CanvasRenderingContext2D {
      return this.recording.context;
    }
  }
  class Shape {
    readonly path: string;
    constructor(path: string) {
      this.path = path;
    }
  }
  class Matrix {
    scale(): this {
      return this;
    }
  }
  return { globals: { OffscreenCanvas: Picture, Path2D: Shape, DOMMatrix: Matrix }, pictures };
}
