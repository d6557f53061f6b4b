/** The sentences of the sign-in window, apart from the pane's so that it carries none of them. */
export const words = {
  purpose: 'Postlane needs to know who you are. Sign in with your work account, or with your own where there is none.',
  continue: 'Sign in',
  otherWindow: 'Please go on in the window that has just opened. This one closes by itself.',
  leaving: 'One moment …',
  away: 'Postlane’s server does not answer just now. Please close this window and try again.',
  failed: 'The sign-in did not work. Please close this window and try again.',
};
