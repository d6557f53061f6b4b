/** What a plain browser tab shows: the pane only makes sense next to a mailbox. */
export function OutsideOutlook() {
  return <h1>Postlane lives in Outlook</h1>;
}
