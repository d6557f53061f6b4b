import { h } from '../element.ts';
import type { Person } from '../sandbox-api.ts';

/** Asks whether the add-in may sign the person in; false when they decline or close the question. */
export function askConsent(person: Person): Promise<boolean> {
  const answer = h('dialog', { class: 'consent', 'aria-labelledby': 'consent-title' });
  const button = (words: string, value: string, look: string) =>
    h('button', { type: 'button', class: look, onclick: () => answer.close(value) }, words);
  answer.append(
    h('h2', { id: 'consent-title' }, 'Postlane would like to sign you in'),
    h('p', {}, `It asks who you are, as ${person.address}. It does not ask to read your mail.`),
    h('div', { class: 'consent-buttons' }, button('Continue', 'yes', 'primary'), button('Cancel', '', 'secondary')),
  );
  document.body.append(answer);
  answer.showModal();
  return new Promise((resolve) => {
    answer.addEventListener('close', () => {
      answer.remove();
      resolve(answer.returnValue === 'yes');
    });
  });
}
