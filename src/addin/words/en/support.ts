/** Where who has a mailbox alone finds what an IT department would know or mend. */
export const LOOK = 'Look at your provider’s help pages, or ask its support.';
export const LATER = 'Try again in a while. If it stays so, ask your provider’s support.';
