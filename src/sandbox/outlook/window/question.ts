import { h } from '../element.ts';

export interface Question<Answer extends string> {
  readonly title: string;
  readonly words: string;
  /** From the left to the right, the first one the most prominent. */
  readonly answers: { readonly [Each in Answer]?: string };
}

/** Asks the person in the middle of the window; null when they close the question, or `withdraw` does. */
export function ask<Answer extends string>({
  title,
  words,
  answers,
}: Question<Answer>): {
  answer: Promise<Answer | null>;
  withdraw: () => void;
} {
  const question = h('dialog', { class: 'question', 'aria-labelledby': 'question-title' });
  const buttons = (Object.entries(answers) as [Answer, string][]).map(([value, label], at) =>
    h(
      'button',
      { type: 'button', class: at === 0 ? 'primary' : 'secondary', onclick: () => question.close(value) },
      label,
    ),
  );
  question.append(
    h('h2', { id: 'question-title' }, title),
    h('p', {}, words),
    h('div', { class: 'question-buttons' }, ...buttons),
  );
  document.body.append(question);
  question.showModal();
  const answer = new Promise<Answer | null>((resolve) => {
    question.addEventListener('close', () => {
      question.remove();
      resolve((Object.keys(answers) as Answer[]).find((value) => value === question.returnValue) ?? null);
    });
  });
  return { answer, withdraw: () => question.close() };
}
