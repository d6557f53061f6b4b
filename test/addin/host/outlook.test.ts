import { beforeEach, describe, expect, it } from '@jest/globals';
import { createOutlookHost } from '../../../src/addin/host/outlook.ts';
import { fakeOutlook, type FakeOutlook } from './fake-office.ts';

// Short, so that what never answers is told soon; only calls that the fake leaves silent wait for it.
const PATIENCE = 50;

const preferences = new Set<string>();
beforeEach(() => {
  preferences.clear();
  // jsdom has no preferences of its own.
  globalThis.matchMedia = (query: string) =>
    ({ matches: preferences.has(query), addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
});

function start(given?: FakeOutlook) {
  const outlook = fakeOutlook(given);
  return { outlook, host: createOutlookHost(outlook.office, PATIENCE) };
}

/** Everything asked before has been answered by the next turn: the fake answers within this one. */
const answered = () => new Promise((settle) => setTimeout(settle));

describe('the mailbox', () => {
  it.each([
    ['office365', 'office365'],
    ['enterprise', 'enterprise'],
    ['outlookCom', 'outlookCom'],
    ['gmail', 'gmail'],
    ['something new', 'unknown'],
  ])('is of the account type %s', (told, accountType) => {
    expect(start({ accountType: told }).host.profile()).toEqual({
      emailAddress: 'rosa@contoso.example',
      displayName: 'Rosa Rep',
      accountType,
    });
  });

  it('is of an unknown account type below 1.6', () => {
    expect(start({ set: '1.5' }).host.profile().accountType).toBe('unknown');
  });
});

describe('the item', () => {
  it.each([
    ['read', 'message-read'],
    ['compose', 'message-compose'],
    ['appointment', 'none'],
    ['none', 'none'],
  ] as const)('%s is %s', (item, kind) => {
    expect(start({ item }).host.item()).toBe(kind);
  });

  it('tells that another one was opened, until nobody wants to know', async () => {
    const { outlook, host } = start();
    let told = 0;
    const stop = host.onItemChanged(() => (told += 1));
    await answered();
    outlook.open('none');
    expect([told, host.item()]).toEqual([1, 'none']);
    stop();
    outlook.open('read');
    expect(told).toBe(1);
  });

  it('registers once for any number of listeners', async () => {
    const { outlook, host } = start();
    host.onItemChanged(() => {});
    host.onItemChanged(() => {});
    await answered();
    expect(outlook.listenersFor('olkItemSelectedChanged')).toBe(1);
  });

  it('tells of changed recipients in the next draft too', async () => {
    const { outlook, host } = start({ item: 'read' });
    let told = 0;
    host.onDraftChanged(() => (told += 1));
    await answered();
    outlook.open('compose');
    await answered();
    outlook.tell('olkRecipientsChanged', {});
    outlook.tell('olkAttachmentsChanged', {});
    expect(told).toBe(2);
  });
});

describe('the theme', () => {
  it.each([
    ['#FFFFFF', 'light'],
    ['#292929', 'dark'],
    ['#000000', 'contrast'],
  ])('of a body of %s is %s', (background, theme) => {
    expect(start({ background }).host.theme()).toBe(theme);
  });

  it('is the browser’s where Office tells none', () => {
    preferences.add('(prefers-color-scheme: dark)');
    expect(start({ set: '1.5' }).host.theme()).toBe('dark');
  });

  it('is contrast under forced colours, whatever Office says', () => {
    preferences.add('(forced-colors: active)');
    expect(start({ background: '#FFFFFF' }).host.theme()).toBe('contrast');
  });

  it('is told when Office changes it', async () => {
    const { outlook, host } = start({ background: '#FFFFFF' });
    const told: string[] = [];
    host.onThemeChanged((theme) => told.push(theme));
    await answered();
    outlook.tell('officeThemeChanged', { officeTheme: { bodyBackgroundColor: '#292929' } });
    expect(told).toEqual(['dark']);
  });
});

describe('a note', () => {
  it('survives with the draft, and goes when removed', async () => {
    const { outlook, host } = start();
    await host.openDraft().writeNote('key', 'kept');
    expect(outlook.kept.properties).toEqual({ key: 'kept' });
    expect(await host.openDraft().readNote('key')).toEqual({ ok: true, value: 'kept' });
    await host.openDraft().writeNote('key', null);
    expect(await host.openDraft().readNote('key')).toEqual({ ok: true, value: null });
  });

  it('is kept in the mailbox and with the window, and found in either', async () => {
    const { outlook, host } = start();
    await host.openDraft().writeNote('key', 'kept');
    expect(outlook.kept).toMatchObject({ properties: { key: 'kept' }, session: { key: 'kept' } });
    outlook.kept.session = {};
    expect(await host.openDraft().readNote('key')).toEqual({ ok: true, value: 'kept' });
  });

  it.each([
    ['properties that stay silent', { silent: ['loadCustomPropertiesAsync'] }, 'loadCustomPropertiesAsync'],
    ['properties that refuse', { refuses: { loadCustomPropertiesAsync: 9020 } }, 'loadCustomPropertiesAsync'],
    ['a silent window', { silent: ['sessionGet'] }, 'sessionData.getAsync'],
  ])('may be there unseen with %s: that is a failure, and not no note', async (_, given, call) => {
    expect(await start(given).host.openDraft().readNote('key')).toMatchObject({ ok: false, failure: { call } });
  });

  it('in the window is enough while the properties stay silent', async () => {
    const { outlook, host } = start({ silent: ['loadCustomPropertiesAsync'] });
    outlook.kept.session = { key: 'kept' };
    expect(await host.openDraft().readNote('key')).toEqual({ ok: true, value: 'kept' });
  });

  it('is not kept while the properties stay silent', async () => {
    const { host } = start({ silent: ['saveAsync'] });
    expect(await host.openDraft().writeNote('key', 'kept')).toMatchObject({ failure: { kind: 'host-timed-out' } });
  });

  it('is saved at the second try, once Outlook has done with its own saving', async () => {
    const { outlook, host } = start({ set: '1.10', refusesOnce: { saveAsync: 9021 } });
    expect(await host.openDraft().writeNote('key', 'kept')).toMatchObject({ ok: true });
    expect(outlook.kept.properties).toEqual({ key: 'kept' });
  });

  it('is kept with the window when the mailbox does not take it', async () => {
    const { outlook, host } = start({ refuses: { saveAsync: 9021 } });
    expect(await host.openDraft().writeNote('key', 'kept')).toMatchObject({ ok: true });
    expect(outlook.kept).toMatchObject({ properties: {}, session: { key: 'kept' } });
    expect(await host.openDraft().readNote('key')).toEqual({ ok: true, value: 'kept' });
  });

  it('has nowhere else to go in an older client', async () => {
    const { host } = start({ set: '1.10', refuses: { saveAsync: 9021 } });
    expect(await host.openDraft().writeNote('key', 'kept')).toEqual({
      ok: false,
      failure: { kind: 'host-refused', call: 'customProperties.saveAsync', code: 9021, message: 'Refused.' },
    });
  });
});

describe('a draft in hand', () => {
  it('is that draft only: once another is open, nothing is written to that one, read from it or closed', async () => {
    const { outlook, host } = start();
    const draft = host.openDraft();
    outlook.open('another');
    const movedOn = { ok: false, failure: { kind: 'host-moved-on' } };
    expect(await draft.writeNote('key', 'kept')).toMatchObject(movedOn);
    expect(await draft.readNote('key')).toMatchObject(movedOn);
    expect(await draft.read()).toMatchObject(movedOn);
    expect(await draft.discard()).toMatchObject(movedOn);
    expect(outlook.calls).toEqual([]);
    expect(await host.openDraft().writeNote('key', 'kept')).toMatchObject({ ok: true });
  });

  it('holds back a call that waited for its turn while another item was opened', async () => {
    const { outlook, host } = start({ silent: ['to', 'cc', 'bcc'] });
    const draft = host.openDraft();
    const reading = draft.read();
    const writing = draft.writeNote('key', 'kept');
    outlook.open('another');
    expect(await writing).toMatchObject({ failure: { kind: 'host-moved-on' } });
    expect((await reading).ok).toBe(false);
    expect(outlook.kept).toMatchObject({ properties: {}, session: {} });
  });
});

describe('closing', () => {
  it('throws the draft away', async () => {
    const { outlook, host } = start();
    expect(await host.openDraft().discard()).toEqual({ ok: true, value: 'discarded' });
    expect(outlook.calls).toEqual([{ name: 'closeAsync', given: { discardItem: true } }]);
  });

  it('leaves it to the rep in a client that cannot', async () => {
    const { outlook, host } = start({ set: '1.13' });
    expect(await host.openDraft().discard()).toEqual({ ok: true, value: 'left' });
    expect(outlook.calls).toEqual([]);
  });

  it('leaves it to the rep when the client refuses, or says nothing', async () => {
    for (const given of [{ refuses: { closeAsync: 5000 } }, { silent: ['closeAsync'] }]) {
      expect(await start(given).host.openDraft().discard()).toEqual({ ok: true, value: 'left' });
    }
  });
});

describe('a new message', () => {
  const message = { to: ['it@contoso.example'], subject: 'SMTP AUTH', htmlBody: '<p>Please.</p>' };

  it.each(['1.6', '1.16'])('opens beside a message that is read, with %s', async (set) => {
    const { outlook, host } = start({ item: 'read', set });
    expect((await host.openNewMessage(message)).ok).toBe(true);
    expect(outlook.displayed).toEqual([
      { toRecipients: ['it@contoso.example'], subject: 'SMTP AUTH', htmlBody: '<p>Please.</p>' },
    ]);
  });

  it.each([
    ['beside a draft', { item: 'compose' }],
    ['below 1.6', { item: 'read', set: '1.5' }],
  ] as const)('cannot be opened %s', async (_, given) => {
    expect(await start(given).host.openNewMessage(message)).toMatchObject({ failure: { kind: 'host-unsupported' } });
  });
});
