import { success } from '../../domain/result.ts';
import type { FromHost, ItemKind, Notice } from './host.ts';
import { kindOf } from './item-kind.ts';
import { unsupported, type Outlook } from './mail-client.ts';

/** The buttons of the manifest that open the pane. */
export const COMMAND = { 'message-read': 'ReadOpenPane', 'message-compose': 'ComposeOpenPane' } as const;
/** An icon of the manifest's, by its resource id. */
const ICON = 'Icon16';
/** One key, so that there is one bar of ours on an item, however often it is told. */
const KEY = 'postlane-channel';

/** Puts a bar on the open item in place of the one before, or takes it away with null. With no message open: `host-unsupported`. */
export async function showNotice(outlook: Outlook, notice: Notice | null): FromHost<void> {
  const { office, ask } = outlook;
  const kind = kindOf(office);
  const bars = office.context.mailbox.item?.notificationMessages;
  if (kind === 'none' || !bars) return unsupported('notificationMessages');

  if (notice === null) {
    const removed = await ask<void>('removeAsync', (answered) => bars.removeAsync(KEY, answered));
    // There was none to take away.
    return !removed.ok && removed.failure.kind === 'host-refused' ? success(undefined) : removed;
  }
  const put = (details: Office.NotificationMessageDetails): FromHost<void> =>
    ask<void>('replaceAsync', (answered) => bars.replaceAsync(KEY, details, answered));
  if (!takesButtons(outlook, kind)) return put(plain(notice));
  const shown = await put(withButton(notice, kind));
  return !shown.ok && shown.failure.kind === 'host-refused' ? put(plain(notice)) : shown;
}

/** Says it in newer words, unless the rep has closed the bar. */
export async function renewNotice(outlook: Outlook, notice: Notice): FromHost<void> {
  const bars = outlook.office.context.mailbox.item?.notificationMessages;
  if (!bars) return unsupported('notificationMessages');
  const shown = await outlook.ask<Office.NotificationMessageDetails[]>('getAllAsync', (answered) =>
    bars.getAllAsync(answered),
  );
  if (!shown.ok) return shown;
  return shown.value.some(({ key }) => key === KEY) ? showNotice(outlook, notice) : success(undefined);
}

/** From 1.10 on; not in read on the web and in the new Outlook, which say so nowhere but in their documentation. */
function takesButtons({ office, has }: Outlook, kind: ItemKind): boolean {
  const isWeb = String(office.context.platform) === 'OfficeOnline';
  return has('1.10') && !(kind === 'message-read' && isWeb);
}

const withButton = (
  { text, button, channelId }: Notice,
  kind: keyof typeof COMMAND,
): Office.NotificationMessageDetails => ({
  type: 'insightMessage',
  message: text,
  icon: ICON,
  // Text, since classic Outlook for Windows takes nothing else before version 2402.
  actions: [
    {
      actionType: 'showTaskPane',
      actionText: button,
      commandId: COMMAND[kind],
      contextData: JSON.stringify({ channelId }),
    },
  ],
});

/** Not persistent: on the next item Outlook would show it still, and nobody there would take it away. */
const plain = ({ textAlone: text }: Notice): Office.NotificationMessageDetails => ({
  type: 'informationalMessage',
  message: text,
  icon: ICON,
  persistent: false,
});
