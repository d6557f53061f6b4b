/** The sentences of the page at which an administrator ends who was asked to agree for everybody. */
export const words = {
  given: {
    title: 'Postlane may send for your people',
    body: 'Everybody in your company who signs in to Postlane can send from now on; nobody is asked again. You can close this window.',
  },
  'not-given': {
    title: 'Nothing was allowed',
    body: 'Microsoft says that it was declined, or could not be done. Nothing has changed. Open the link again if it was not meant so.',
  },
};
