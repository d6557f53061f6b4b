import { success } from '../../domain/result.ts';
import type { DraftAttachment, FromHost } from './host.ts';
import { unsupported, type Outlook } from './mail-client.ts';

// 25 MB come as one base64 string through several windows' messages.
const PATIENCE = 120_000;

/** Fetches the bytes of one attachment. A cloud attachment has none: `host-unsupported`. */
export async function bytesOf(
  { ask, has, composed }: Outlook,
  attachment: DraftAttachment,
): FromHost<Uint8Array<ArrayBuffer>> {
  const draft = composed();
  if (!draft || !has('1.8') || attachment.kind === 'cloud') return unsupported('getAttachmentContentAsync');
  const content = await ask<Office.AttachmentContent>(
    'getAttachmentContentAsync',
    (answered) => draft.getAttachmentContentAsync(attachment.id, answered),
    PATIENCE,
  );
  if (!content.ok) return content;
  switch (String(content.value.format)) {
    case 'base64':
      return success(decodeBase64(content.value.content));
    case 'eml':
    case 'iCalendar':
      return success(new TextEncoder().encode(content.value.content));
    default:
      return unsupported('getAttachmentContentAsync');
  }
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
