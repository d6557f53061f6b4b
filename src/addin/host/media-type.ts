import type { DraftAttachment } from './host.ts';

/** By the end of the name: Office tells a draft's attachments' types nowhere. The rest is application/octet-stream, which opens as well. */
const TYPE_OF_ENDING: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  csv: 'text/csv',
  htm: 'text/html',
  html: 'text/html',
  ics: 'text/calendar',
  zip: 'application/zip',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
};

const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/;

/** The media type of an attachment: as the client tells it, or by its name. */
export function mediaTypeOf(attachment: { name: string; contentType?: string }, kind: DraftAttachment['kind']): string {
  if (attachment.contentType && MEDIA_TYPE.test(attachment.contentType)) return attachment.contentType;
  const ending = /\.([a-z0-9]+)$/i.exec(attachment.name)?.[1]?.toLowerCase();
  if (kind === 'item') return ending === 'ics' ? 'text/calendar' : 'message/rfc822';
  return TYPE_OF_ENDING[ending ?? ''] ?? 'application/octet-stream';
}
