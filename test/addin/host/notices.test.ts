import { describe, expect, it } from '@jest/globals';
import { createOutlookHost } from '../../../src/addin/host/outlook.ts';
import type { Standing } from '../../../src/addin/launch-event/standing.ts';
import { fakeOutlook, type FakeOutlook } from './fake-office.ts';

// Short, so that what never answers is told soon; only calls that the fake leaves silent wait for it.
const PATIENCE = 50;

function start(given?: FakeOutlook) {
  const outlook = fakeOutlook(given);
  return { outlook, host: createOutlookHost(outlook.office, PATIENCE) };
}

const notice = {
  text: 'Your channel is broken.',
  textAlone: 'Your channel is broken. Select Postlane.',
  button: 'Repair',
  channelId: 'c-1',
};
const plain = { type: 'informationalMessage', message: notice.textAlone, icon: 'Icon16', persistent: false };
const withButton = (commandId: string) => ({
  type: 'insightMessage',
  message: notice.text,
  icon: 'Icon16',
  actions: [{ actionType: 'showTaskPane', actionText: 'Repair', commandId, contextData: '{"channelId":"c-1"}' }],
});

describe('a bar on the open message', () => {
  it.each([
    ['read', 'ReadOpenPane'],
    ['compose', 'ComposeOpenPane'],
  ] as const)('has a button that opens the pane, in %s', async (item, command) => {
    const { outlook, host } = start({ item });
    expect(await host.showNotice(notice)).toEqual({ ok: true, value: undefined });
    expect([...outlook.bars.values()]).toEqual([withButton(command)]);
  });

  it('has it in compose on the web too, and none in read, where there are no such buttons', async () => {
    for (const [item, bar] of [
      ['compose', withButton('ComposeOpenPane')],
      ['read', plain],
    ] as const) {
      const { outlook, host } = start({ item, platform: 'OfficeOnline' });
      await host.showNotice(notice);
      expect([...outlook.bars.values()]).toEqual([bar]);
    }
  });

  it('has none below 1.10', async () => {
    const { outlook, host } = start({ set: '1.9' });
    await host.showNotice(notice);
    expect([...outlook.bars.values()]).toEqual([plain]);
  });

  it('comes without one from a client that refuses it', async () => {
    const { outlook, host } = start({ refusesOnce: { replaceAsync: 9031 } });
    expect((await host.showNotice(notice)).ok).toBe(true);
    expect([...outlook.bars.values()]).toEqual([plain]);
  });

  it('comes in newer words while it is there, and not again once the rep has closed it', async () => {
    const { outlook, host } = start();
    await host.showNotice(notice);
    await host.renewNotice({ ...notice, text: 'And 2 messages wait.' });
    expect([...outlook.bars.values()]).toMatchObject([{ message: 'And 2 messages wait.' }]);
    outlook.bars.clear();
    expect((await host.renewNotice(notice)).ok).toBe(true);
    expect(outlook.bars.size).toBe(0);
  });

  it('is there once, in its newest words, and goes', async () => {
    const { outlook, host } = start();
    await host.showNotice(notice);
    await host.showNotice({ ...notice, text: 'And 2 messages wait.' });
    expect([...outlook.bars.values()]).toMatchObject([{ message: 'And 2 messages wait.' }]);
    await host.showNotice(null);
    expect(outlook.bars.size).toBe(0);
  });

  it('that is not there has gone', async () => {
    expect((await start({ refuses: { removeAsync: 9024 } }).host.showNotice(null)).ok).toBe(true);
  });

  it.each([
    ['none', 'host-unsupported'],
    ['appointment', 'host-unsupported'],
  ] as const)('needs a message: %s', async (item, kind) => {
    expect(await start({ item }).host.showNotice(notice)).toMatchObject({ failure: { kind } });
  });

  it('is not put on the next message instead', async () => {
    const { outlook, host } = start({ silent: ['to', 'cc', 'bcc'] });
    const reading = host.openDraft().read();
    const shown = host.showNotice(notice);
    outlook.open('another');
    expect(await shown).toMatchObject({ failure: { kind: 'host-moved-on' } });
    await reading;
    expect(outlook.bars.size).toBe(0);
  });

  it('is a failure where the client says nothing', async () => {
    expect(await start({ silent: ['replaceAsync'] }).host.showNotice(notice)).toMatchObject({
      failure: { kind: 'host-timed-out', call: 'replaceAsync' },
    });
  });
});

describe('what the button carried', () => {
  it.each([
    ['text', '{"channelId":"c-1"}'],
    ['text in quotes', '"{\\"channelId\\":\\"c-1\\"}"'],
    ['an object', { channelId: 'c-1' }],
  ])('is read as %s', async (_, context) => {
    expect(await start({ context }).host.initialWish()).toEqual({ channelId: 'c-1' });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'c-1'],
    ['another add-in’s', '{"a":"b"}'],
    ['no text', '{"channelId":7}'],
    ['null', 'null'],
    ['a number', '7'],
  ])('is no wish when it is %s', async (_, context) => {
    expect(await start({ context }).host.initialWish()).toBeNull();
  });

  it.each([
    ['below 1.8', { set: '1.7' }],
    ['with nothing open', { item: 'none' as const }],
    ['from a client that refuses', { refuses: { context: 9020 } }],
  ])('is nothing %s', async (_, given) => {
    expect(await start({ context: '{"channelId":"c-1"}', ...given }).host.initialWish()).toBeNull();
  });
});

describe('how the channels stand', () => {
  const standing: Standing = {
    channelId: 'c-1',
    address: 'rosa@contoso.example',
    state: 'broken',
    since: 7,
    secret: 'password',
    waiting: 2,
  };

  it('is kept in the mailbox, beside what else is kept there', async () => {
    const { outlook, host } = start({ roaming: { 'postlane.asked': ['c-1 7'] } });
    expect((await host.keepStandings([standing])).ok).toBe(true);
    expect(outlook.kept.roaming).toEqual({ 'postlane.asked': ['c-1 7'], 'postlane.standings': [standing] });
    expect(host.standings()).toEqual([standing]);
  });

  it.each([
    ['nothing', undefined],
    ['no list', { standing }],
    ['a list of something else', ['broken']],
  ])('is unknown when there is %s', (_, kept) => {
    expect(start({ roaming: { 'postlane.standings': kept } }).host.standings()).toBeNull();
  });
});
