/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { createOutlookHost } from '../../../src/addin/host/outlook.ts';
import { fakeOutlook, type FakeDraft, type FakeOutlook } from './fake-office.ts';

const PATIENCE = 50;

async function read(draft: Partial<FakeDraft>, given: FakeOutlook = {}) {
  const outlook = fakeOutlook({ ...given, draft });
  const host = createOutlookHost(outlook.office, PATIENCE);
  const result = await host.openDraft().read();
  if (!result.ok) throw new Error(result.failure.kind);
  return { outlook, host, draft: result.value };
}

const image = { id: 'a1', name: 'image001.png', size: 10, attachmentType: 'file', isInline: true };

describe('reading the draft', () => {
  it('takes everything there is, never with more than three calls at once', async () => {
    const { outlook, draft } = await read({
      from: { displayName: 'Sales', emailAddress: 'sales@contoso.example' },
      to: [{ displayName: 'Élodie', emailAddress: 'elodie@fabrikam.example' }],
      cc: [{ displayName: '', emailAddress: 'cc@fabrikam.example' }],
      bcc: [{ displayName: 'Boss', emailAddress: 'boss@contoso.example' }],
      subject: 'Offre n° 7',
      body: { type: 'text', content: 'Bonjour' },
      inReplyTo: '<1@fabrikam.example>',
    });
    expect(draft).toEqual({
      from: { name: 'Sales', address: 'sales@contoso.example' },
      to: [{ name: 'Élodie', address: 'elodie@fabrikam.example' }],
      cc: [{ name: 'cc@fabrikam.example', address: 'cc@fabrikam.example' }],
      bcc: [{ name: 'Boss', address: 'boss@contoso.example' }],
      subject: 'Offre n° 7',
      body: { type: 'text', content: 'Bonjour' },
      attachments: [],
      importance: 'normal',
      inReplyTo: '<1@fabrikam.example>',
      references: ['<1@fabrikam.example>'],
      unread: ['importance'],
    });
    expect(outlook.mostAtOnce()).toBeLessThanOrEqual(3);
  });

  it.each([
    ['a name nobody resolved', { displayName: 'Jo Nobody', emailAddress: '' }, null],
    ['a name repeated as its address', { displayName: 'Jo Nobody', emailAddress: 'Jo Nobody' }, null],
    ['an Exchange address', { displayName: 'Jo', emailAddress: '/O=EXCHANGELABS/CN=JO' }, null],
    ['an address', { displayName: 'Jo', emailAddress: 'jo@contoso.example' }, 'jo@contoso.example'],
  ])('knows %s for what it is', async (_, recipient, address) => {
    const { draft } = await read({ to: [recipient] });
    expect(draft.to).toEqual([{ name: recipient.displayName, address }]);
  });

  it('names what an older client keeps from it', async () => {
    expect((await read({}, { set: '1.5' })).draft).toMatchObject({
      from: { address: 'rosa@contoso.example' },
      unread: ['attachments', 'importance', 'threading'],
    });
  });

  it('misses no thread in a new mail', async () => {
    expect((await read({ composeType: 'newMail' }, { set: '1.10' })).draft.unread).toEqual(['importance']);
    expect((await read({ composeType: 'reply' }, { set: '1.10' })).draft.unread).toEqual(['importance', 'threading']);
  });

  it('puts a Message-ID in its brackets and leaves out what is none', async () => {
    expect((await read({ inReplyTo: '1@fabrikam.example' })).draft.inReplyTo).toBe('<1@fabrikam.example>');
    expect((await read({ inReplyTo: 'two words' })).draft.inReplyTo).toBeNull();
    expect((await read({ inReplyTo: '' })).draft.references).toEqual([]);
  });

  it('says which call a silent client left unanswered, and goes on serving others', async () => {
    const outlook = fakeOutlook({ silent: ['to', 'cc', 'bcc'] });
    const host = createOutlookHost(outlook.office, PATIENCE);
    expect(await host.openDraft().read()).toEqual({
      ok: false,
      failure: { kind: 'host-timed-out', call: 'to.getAsync' },
    });
    expect(await host.openDraft().readNote('key')).toEqual({ ok: true, value: null });
  });

  it('is not there when no draft is open', async () => {
    const host = createOutlookHost(fakeOutlook({ item: 'read' }).office, PATIENCE);
    expect(await host.openDraft().read()).toMatchObject({ failure: { kind: 'host-unsupported' } });
  });
});

describe('attachments', () => {
  it('are files, whole messages and links', async () => {
    const { draft } = await read({
      attachments: [
        { id: 'f', name: 'Offer.PDF', size: 3, attachmentType: 'file', isInline: false },
        { id: 'i', name: 'RE: offer', size: 4, attachmentType: 'item', isInline: false },
        { id: 'm', name: 'Visit.ics', size: 4, attachmentType: 'item', isInline: false },
        { id: 'x', name: 'OFFER.EML', size: 4, attachmentType: 'item', isInline: false },
        { id: 'c', name: 'Plan.docx', size: 0, attachmentType: 'cloud', isInline: false },
        { id: 'u', name: 'data', size: 1, attachmentType: 'file', isInline: false },
      ],
    });
    expect(draft.attachments.map(({ name, type, kind }) => [name, type, kind])).toEqual([
      ['Offer.PDF', 'application/pdf', 'file'],
      ['RE: offer.eml', 'message/rfc822', 'item'],
      ['Visit.ics', 'text/calendar', 'item'],
      ['OFFER.EML', 'message/rfc822', 'item'],
      ['Plan.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'cloud'],
      ['data', 'application/octet-stream', 'file'],
    ]);
  });

  it('give their bytes', async () => {
    const contents = {
      b: { format: 'base64', content: 'AP+A' },
      e: { format: 'eml', content: 'Subject: é\r\n' },
      u: { format: 'url', content: 'https://files.example' },
    };
    const attachments = Object.keys(contents).map((id) => ({
      id,
      name: id,
      size: 1,
      attachmentType: id === 'e' ? 'item' : 'file',
      isInline: false,
    }));
    const { host, draft } = await read({ attachments, contents });
    const bytes = await Promise.all(draft.attachments.map((one) => host.openDraft().attachmentBytes(one)));
    expect(bytes).toEqual([
      { ok: true, value: new Uint8Array([0, 255, 128]) },
      { ok: true, value: new TextEncoder().encode('Subject: é\r\n') },
      { ok: false, failure: { kind: 'host-unsupported', call: 'getAttachmentContentAsync' } },
    ]);
  });
});

describe('an inline image', () => {
  const contentIds = async (attachments: object[], content: string) =>
    (await read({ attachments, body: { type: 'html', content } })).draft.attachments.map((one) => one.contentId);

  it('has the content id that the client tells', async () => {
    expect(await contentIds([{ ...image, contentId: '<x@y>' }], '<img src="cid:x@y">')).toEqual(['x@y']);
  });

  it('is found in the body by its name', async () => {
    const other = { ...image, id: 'a2', name: 'image002.png' };
    const body = '<img src="cid:image002.png@01DC"><img src=cid:image001.png@01DC>';
    expect(await contentIds([image, other], body)).toEqual(['image001.png@01DC', 'image002.png@01DC']);
  });

  it('belongs to the one reference that is left', async () => {
    expect(await contentIds([image], "<img src='cid:5f0c%2B1@x'>")).toEqual(['5f0c+1@x']);
  });

  it.each(['"cid:my%20picture.png"', '"cid:my picture.png"', "'cid:my picture.png'"])(
    'whose content id no header can carry gets another one, in the body %s too',
    async (reference) => {
      const named = { ...image, name: 'my picture.png' };
      const { draft } = await read({
        attachments: [named],
        body: {
          type: 'html',
          content: `<img width="3" src=${reference} alt="x"><img src="https://a.example/b c.png">`,
        },
      });
      expect(draft.attachments[0]?.contentId).toBe('image-1@inline');
      expect(draft.body.content).toBe(
        '<img width="3" src="cid:image-1@inline" alt="x"><img src="https://a.example/b c.png">',
      );
    },
  );

  it('comes before the files, which keep their order', async () => {
    const file = { ...image, isInline: false };
    const { draft } = await read({
      attachments: [{ ...file, id: 'f1' }, { ...file, id: 'f2' }, image],
      body: { type: 'html', content: '<img src="cid:image001.png@01DC">' },
    });
    expect(draft.attachments.map(({ id }) => id)).toEqual(['a1', 'f1', 'f2']);
  });

  it('travels as a file when nobody can tell which reference is its', async () => {
    const other = { ...image, id: 'a2', name: 'b.png' };
    expect(await contentIds([image, other], '<img src="cid:one"><img src="cid:two">')).toEqual([null, null]);
  });
});
