/** What is wrong with the pipeline: where, and what to try; a click goes there. */

import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '../../../engine/contract/project/problem.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { Icon } from '../../design/icon.tsx';
import '../panel.css';
import { words } from '../words.ts';
import './problem-list.css';

interface ProblemListProps {
  problems: readonly Problem[];
  onShow: (problem: Problem) => void;
}

export function ProblemList({ problems, onShow }: ProblemListProps): ReactNode {
  if (problems.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title={words.problems.none}>
        {words.problems.noneText}
      </EmptyState>
    );
  }
  return (
    <ul className="ps-problems" aria-label={words.problems.list}>
      {problems.map((problem) => (
        <li key={keyOf(problem)}>
          <button type="button" className="ps-problem" onClick={() => onShow(problem)}>
            <span className="ps-problem-mark" data-severity={problem.severity}>
              <Icon of={problem.severity === 'error' ? CircleAlert : TriangleAlert} />
              <span className="visually-hidden">
                {problem.severity === 'error' ? words.problems.error : words.problems.warning}
              </span>
            </span>
            <span className="ps-problem-words selectable">
              <span>{problem.message}</span>
              {problem.hint === undefined ? null : <span className="muted"> {problem.hint}</span>}
            </span>
            {problem.line === undefined ? null : (
              <span className="code muted">
                {words.problems.line(problem.line, problem.column ?? 1)}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

function keyOf({ code, nodeId, field, edge, message }: Problem): string {
  return JSON.stringify([code, nodeId, field, edge, message]);
}
