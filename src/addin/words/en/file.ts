/** A file that the pane has made, to take along. */
export const fileWords = {
  save: 'Save the file',
  copy: 'Copy it instead',
};
