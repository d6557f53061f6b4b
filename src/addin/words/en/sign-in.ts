import type { BackendFailure } from '../../backend/backend.ts';
import type { By } from '../by.ts';
import type { WrittenTrouble } from '../trouble.ts';

type Reason = Extract<BackendFailure, { kind: 'not-signed-in' }>['reason'];

/** Why nobody is signed in, by how the sign-in ended. */
export const signIn = (by: By): Record<Reason, WrittenTrouble> => ({
  needed: {
    title: 'Sign in to go on',
    explanation: by(
      'Postlane needs to know that it is you. You sign in with your work account, in a window of its own.',
      'Postlane needs to know that it is you. You sign in with your own account, in a window of its own.',
    ),
    next: 'Select Sign in.',
    whoCan: 'you',
  },
  closed: {
    title: 'The sign-in was not finished',
    explanation: 'Its window was closed, or the sign-in was declined there.',
    next: 'Select Sign in and finish it in the window that opens.',
    whoCan: 'you',
  },
  blocked: {
    title: 'The sign-in window was blocked',
    explanation: 'The pop-up that you sign in with was not allowed to open.',
    next: 'Allow pop-ups for this page, then select Sign in again.',
    whoCan: 'you',
  },
  unavailable: {
    title: 'The sign-in service is not available',
    explanation: 'It gave no answer, or an error. Nothing of yours is lost.',
    next: 'Check your connection, then select Sign in again.',
    whoCan: 'nobody-wait',
  },
});
