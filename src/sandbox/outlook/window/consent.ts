import type { Person } from '../sandbox-api.ts';
import { ask } from './question.ts';

/** Asks whether the add-in may sign the person in; false when they decline or close the question. */
export async function askConsent(person: Person): Promise<boolean> {
  const { answer } = ask({
    title: 'Postlane would like to sign you in',
    words: `It asks who you are, as ${person.address}. It does not ask to read your mail.`,
    answers: { yes: 'Continue', no: 'Cancel' },
  });
  return (await answer) === 'yes';
}
