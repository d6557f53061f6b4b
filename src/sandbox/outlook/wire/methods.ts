import { isDraft, type Draft, type Item, type Mail } from '../mailbox/item.ts';
import { minorOf } from '../setting.ts';
import type { AddInFrame } from './add-in-frame.ts';
import { code, done, refused, type Answer, type Call, type Method } from './answer.ts';
import { attachmentMethods } from './attachment-methods.ts';
import { draftMethods } from './draft-methods.ts';
import { formMethods, replyMethods } from './form-methods.ts';
import { itemMethods } from './item-methods.ts';
import type { Outlook } from './outlook.ts';
import { readMethods } from './read-methods.ts';
import { recipientMethods } from './recipient-methods.ts';

const onDrafts = { ...itemMethods, ...draftMethods, ...recipientMethods, ...attachmentMethods };
const onMails = { ...itemMethods, ...readMethods, ...replyMethods, ...formMethods };

const saveRoamingSettings = 404;
const closeApp = 42;

type Given = Readonly<Record<string, unknown>>;

/** Runs a method if this host's requirement set has it: an older Outlook answers "unsupported". */
function run<Of extends Item>(method: Method<Of> | undefined, call: Call<Of>) {
  if (!method || method.since > minorOf(call.outlook.setting)) return refused(code.unsupported);
  return method.run(call);
}

/** Answers one ExecuteMethod: `dispatchId` says which method, the frame which item it acts on. */
export async function execute(
  outlook: Outlook,
  { itemId, context }: Pick<AddInFrame, 'itemId' | 'context'>,
  dispatchId: number,
  parameters: unknown,
): Promise<Answer> {
  const given = (parameters ?? {}) as Given;
  if (dispatchId === saveRoamingSettings) {
    outlook.mailbox.keepRoamingSettings((parameters as readonly Readonly<Record<string, string>>[])[0] ?? {});
    await outlook.mailbox.settled();
    return done();
  }
  if (dispatchId === closeApp) {
    outlook.closePane();
    return done();
  }
  const item = itemId === undefined ? undefined : outlook.mailbox.item(itemId);
  if (!item) return refused(code.itemNotFound);
  if (isDraft(item))
    return run<Draft>((onDrafts as Readonly<Record<number, Method<Draft>>>)[dispatchId], {
      outlook,
      item,
      context,
      given,
    });
  return run<Mail>((onMails as Readonly<Record<number, Method<Mail>>>)[dispatchId], { outlook, item, context, given });
}
