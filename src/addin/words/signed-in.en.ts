/** The sentences of the window in which the rep signed in, apart from the pane's so that it carries none of them. */
export const words = {
  telling: 'One moment …',
  told: 'Please go on in Outlook. You can close this window.',
  alone: 'Outlook could not be told how this ended. Please close this window and try again there.',
};
