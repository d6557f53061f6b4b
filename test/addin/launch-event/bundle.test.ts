/** @jest-environment node */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Linter } from 'eslint';
import { aStanding, BROKEN_AT, CHANNEL, classicOutlook } from './classic-outlook.ts';
import { buildLaunchEvent } from './engine.ts';
import { bridge, brokenChannel, channel, serverWith } from './live.ts';

let script: string;
beforeAll(() => {
  script = buildLaunchEvent();
});

const allowed = { allowEvent: true };
const broken = { 'postlane.standings': [aStanding()] };
const working = { 'postlane.standings': [aStanding({ state: 'working', waiting: 0 })] };
const never = () => new Promise<never>(() => {});

describe('the script that the manifest names', () => {
  it('is in words of 2016, and one whole', () => {
    const faults = new Linter().verify(script, {
      languageOptions: { ecmaVersion: 2016, sourceType: 'script' },
    });
    expect(faults.map(({ message, line, column }) => `${line}:${column} ${message}`)).toEqual([]);
    expect(script).not.toMatch(/\bimport\s*\(|\brequire\s*\(|webpackChunk/);
  });

  it('is small: it is read anew with every mail', () => {
    expect(script.length).toBeLessThan(20_000);
  });
});

describe('Outlook’s own Send', () => {
  it('is asked about when the sender’s channel is broken', async () => {
    expect(await classicOutlook(script, { kept: broken }).send()).toEqual({
      allowEvent: false,
      errorMessage:
        'Your delivery channel is broken: 12 messages wait. Your mail server no longer takes your password. You can still send this message with Outlook’s own Send.',
      cancelLabel: 'Open Postlane',
      commandId: 'ComposeOpenPane',
      contextData: JSON.stringify({ channelId: CHANNEL }),
      sendModeOverride: 'promptUser',
    });
  });

  it('is asked about in the words that Mailbox 1.12 knows', async () => {
    const options = await classicOutlook(script, { kept: broken, set: '1.12' }).send();
    expect(Object.keys(options ?? {})).toEqual(['allowEvent', 'errorMessage']);
  });

  it('is asked about once for one cause, in whichever draft', async () => {
    const outlook = classicOutlook(script, { kept: broken });
    expect((await outlook.send())?.allowEvent).toBe(false);
    expect(await outlook.send()).toEqual(allowed);
    outlook.anotherDraft();
    expect(await outlook.send()).toEqual(allowed);
  });

  it('is asked about once for one login, whichever of its addresses the draft is from', async () => {
    const outlook = classicOutlook(script, { kept: broken });
    await outlook.send();
    outlook.mailbox.set('postlane.standings', [aStanding({ channelId: 'of the same login', waiting: 0 })]);
    outlook.anotherDraft();
    expect(await outlook.send()).toEqual(allowed);
  });

  it('is asked about again when it broke anew', async () => {
    const outlook = classicOutlook(script, { kept: broken });
    await outlook.send();
    outlook.mailbox.set('postlane.standings', [aStanding({ since: BROKEN_AT + 60_000 })]);
    expect((await outlook.send())?.allowEvent).toBe(false);
  });

  it.each([
    ['the draft', ['roamingSave']],
    ['the mailbox', ['sessionSet']],
  ])('is asked about once where only %s remembers', async (_, refuses) => {
    const outlook = classicOutlook(script, { kept: broken, refuses });
    expect((await outlook.send())?.allowEvent).toBe(false);
    expect(await outlook.send()).toEqual(allowed);
  });

  it('is not asked about where nobody would remember it', async () => {
    expect(await classicOutlook(script, { kept: broken, refuses: ['roamingSave', 'sessionSet'] }).send()).toEqual(
      allowed,
    );
  });

  it.each([
    ['works', working],
    ['is held back by its rep', { 'postlane.standings': [aStanding({ state: 'held-back' })] }],
    ['is paused by an administrator', { 'postlane.standings': [aStanding({ state: 'stopped' })] }],
    ['is not there', { 'postlane.standings': [] }],
    ['is unknown', {}],
    ['was noted as text', { 'postlane.standings': 'broken' }],
    ['was noted as nothing', { 'postlane.standings': [null] }],
    ['was noted by a newer version', { 'postlane.standings': [{ ...aStanding(), state: 'tired' }] }],
    ['was noted without a number', { 'postlane.standings': [{ ...aStanding(), waiting: undefined }] }],
  ])('goes at once when the channel %s', async (_, kept) => {
    const { completions, settled } = classicOutlook(script, { kept }).run('onMessageSend');
    await settled();
    expect(completions).toEqual([allowed]);
  });

  it('goes at once, without a word to the server, when it is from somebody else', async () => {
    const asked: string[] = [];
    const globals = { fetch: serverWith([brokenChannel], asked), nestedAppAuthBridge: bridge() };
    const outlook = classicOutlook(script, { kept: broken, from: 'sales@fjordlight.example', globals });
    expect(await outlook.send()).toEqual(allowed);
    expect(asked).toEqual([]);
  });

  it('asks by what was noted, whatever a note of the asked says', async () => {
    const kept = { ...broken, 'postlane.asked': { since: 'ever' } };
    expect((await classicOutlook(script, { kept }).send())?.allowEvent).toBe(false);
  });

  it.each(['mailbox', 'roamingSettings'] as const)('goes though Office has no %s', async (without) => {
    expect(await classicOutlook(script, { kept: broken, without }).send()).toEqual(allowed);
  });

  it('is asked about in the oldest words where Office does not say which it knows', async () => {
    const options = await classicOutlook(script, { kept: broken, without: 'requirements' }).send();
    expect(Object.keys(options ?? {})).toEqual(['allowEvent', 'errorMessage']);
  });
});

describe('the server’s own word', () => {
  it('counts before what was noted: it broke since', async () => {
    const globals = { fetch: serverWith([brokenChannel]), nestedAppAuthBridge: bridge() };
    const options = await classicOutlook(script, { kept: working, globals }).send();
    expect(options?.errorMessage).toMatch(
      /^Your delivery channel is broken: 3 messages wait\. Your mail server no longer/,
    );
  });

  it('counts before what was noted: it was mended since', async () => {
    const globals = { fetch: serverWith([channel()]), nestedAppAuthBridge: bridge() };
    expect(await classicOutlook(script, { kept: broken, globals }).send()).toEqual(allowed);
  });

  it.each<[string, Record<string, unknown>]>([
    ['there is no network in this engine', { nestedAppAuthBridge: bridge() }],
    ['there is no bridge to sign in by', { fetch: serverWith([channel()]) }],
    ['the server is away', { fetch: () => Promise.reject(new TypeError('Failed')), nestedAppAuthBridge: bridge() }],
    [
      'fetch itself throws',
      {
        fetch: () => {
          throw new Error('No.');
        },
        nestedAppAuthBridge: bridge(),
      },
    ],
    ['the server speaks otherwise', { fetch: serverWith([{ id: 7 }]), nestedAppAuthBridge: bridge() }],
    [
      'the server speaks no JSON',
      {
        fetch: () => Promise.resolve({ ok: true, text: () => Promise.resolve('<html>') }),
        nestedAppAuthBridge: bridge(),
      },
    ],
    [
      'laying the bridge fails',
      { fetch: serverWith([channel()]), __initializeNestedAppAuth: () => Promise.reject(new Error('No.')) },
    ],
  ])('is done without when %s', async (_, globals) => {
    const { completions, pass } = classicOutlook(script, { kept: broken, globals }).run('onMessageSend');
    await pass(0);
    expect(completions).toMatchObject([{ allowEvent: false, cancelLabel: 'Open Postlane' }]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a server that never answers', { fetch: never, nestedAppAuthBridge: bridge() }],
    [
      'a reply that never ends',
      { fetch: () => Promise.resolve({ ok: true, text: never }), nestedAppAuthBridge: bridge() },
    ],
    ['a bridge that never answers', { fetch: serverWith([channel()]), nestedAppAuthBridge: bridge(false) }],
    ['a bridge that is never laid', { fetch: serverWith([channel()]), __initializeNestedAppAuth: never }],
  ])('is waited for a second and no longer: %s', async (_, globals) => {
    for (const [kept, told] of [
      [broken, false],
      [working, true],
    ] as const) {
      const { completions, pass } = classicOutlook(script, { kept, globals }).run('onMessageSend');
      await pass(999);
      expect(completions).toEqual([]);
      await pass(1);
      expect(completions).toMatchObject([{ allowEvent: told }]);
      await pass(60_000);
      expect(completions).toHaveLength(1);
    }
  });
});

describe('a draft that Postlane has already', () => {
  const ID = '5b0a1f6e-0000-4f7e-8a33-1d8f7c2a0009';
  const given = (state?: string) => ({
    note: `${ID} fingerprint`,
    globals: { fetch: serverWith([], [], state ? { [ID]: state } : {}), nestedAppAuthBridge: bridge() },
  });

  it.each<[string, Parameters<typeof classicOutlook>[1]]>([
    ['in the window', { noteIn: 'session', silent: ['properties'] }],
    ['in the mailbox', { silent: ['sessionGet'] }],
  ])('is asked about though its note is found only %s', async (_, where) => {
    const options = await classicOutlook(script, { ...given('accepted'), ...where }).send();
    expect(options?.errorMessage).toMatch(/^Postlane has already sent this message/);
  });

  it.each([['refused'], [undefined]])('goes when the server says that nobody gets it: %s', async (state) => {
    expect(await classicOutlook(script, given(state)).send()).toEqual(allowed);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no network', {}],
    ['a server that never answers', { fetch: never, nestedAppAuthBridge: bridge() }],
    ['a bridge that never answers', { fetch: serverWith([]), nestedAppAuthBridge: bridge(false) }],
  ])('is asked about a second later, in words of its own, where nobody can look it up: %s', async (_, globals) => {
    const { completions, pass } = classicOutlook(script, { ...given(), globals }).run('onMessageSend');
    await pass(1_000);
    expect(completions).toMatchObject([{ errorMessage: expect.stringContaining('we can’t look up') }]);
  });
});

describe('an Outlook that never answers', () => {
  it.each([['from'], ['sessionGet'], ['sessionSet', 'roamingSave']])(
    'sends within two seconds: %s',
    async (...silent) => {
      const globals = { fetch: never, nestedAppAuthBridge: bridge() };
      const { completions, pass } = classicOutlook(script, { kept: broken, globals, silent }).run('onMessageSend');
      await pass(2_000);
      expect(completions).toHaveLength(1);
    },
  );
});

describe('a new draft', () => {
  const begun = async (given: Parameters<typeof classicOutlook>[1]) => {
    const outlook = classicOutlook(script, given);
    const { completions, pass } = outlook.run('onNewMessageCompose');
    await pass(0);
    return { ...outlook, completions };
  };

  it('gets a bar with a button when its sender’s channel is broken', async () => {
    const { bars, completions } = await begun({ kept: broken });
    expect([...bars]).toEqual([
      [
        'postlane-channel',
        {
          type: 'insightMessage',
          icon: 'Icon16',
          message:
            'Your mail server no longer takes your password, and 12 messages wait in Postlane until you enter the new one.',
          actions: [
            {
              actionType: 'showTaskPane',
              actionText: 'Enter the new password',
              commandId: 'ComposeOpenPane',
              contextData: JSON.stringify({ channelId: CHANNEL }),
            },
          ],
        },
      ],
    ]);
    expect(completions).toEqual([undefined]);
  });

  it('gets one when its sender keeps the mail back', async () => {
    const kept = { 'postlane.standings': [aStanding({ state: 'held-back', waiting: 1 })] };
    const [bar] = (await begun({ kept })).bars.values();
    expect(bar?.message).toMatch(/^You are keeping your mail back .* 1 message waits in Postlane/);
  });

  it('gets a bar without a button where Outlook takes no such button', async () => {
    const [bar] = (await begun({ kept: broken, set: '1.9' })).bars.values();
    expect(bar).toMatchObject({ type: 'informationalMessage', persistent: false });
  });

  it.each([
    ['the channel works', { kept: working }],
    ['it is from somebody else', { kept: broken, from: 'sales@fjordlight.example' }],
    ['nothing is known', {}],
    ['Office has no mailbox', { kept: broken, without: 'mailbox' as const }],
  ])('gets none when %s', async (_, given) => {
    const { bars, completions } = await begun(given);
    expect([bars.size, completions]).toEqual([0, [undefined]]);
  });

  it('is let go by an Outlook and a server that never answer', async () => {
    const globals = { fetch: never, nestedAppAuthBridge: bridge() };
    const { completions, pass } = classicOutlook(script, { kept: broken, globals, silent: ['replace'] }).run(
      'onNewMessageCompose',
    );
    await pass(20_000);
    expect(completions).toEqual([undefined]);
  });
});
