import { describe, expect, it } from '@jest/globals';
import {
  fill,
  requestFrom,
  shows,
  slipsOf,
  startForm,
  type Origin,
} from '../../../src/addin/screens/connect/fields.ts';
import { afterItemChange, whereTo, type Place } from '../../../src/addin/screens/place.ts';
import { follow, type Proving, type ProvingEvent } from '../../../src/addin/screens/prove/proving.ts';
import { step, type Sending, type SendingEvent } from '../../../src/addin/screens/send/sending.ts';
import { detect, guessFor, startDetection } from '../../../src/addin/screens/start/detection.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { aDraft, NORA } from '../fakes/host.ts';
import { aChannel, NOW } from '../fakes/mail.ts';

const origin: Origin = {
  providerId: 'google-workspace',
  server: serverAt('smtp.gmail.com', 465),
  username: NORA.emailAddress,
  by: 'recommendation',
};
const sender = { address: NORA.emailAddress, name: NORA.displayName };

describe('the form', () => {
  const form = startForm(origin, sender, null);

  it('keeps the provider while the server is the recommended one', () => {
    const typed = fill(form, { type: 'typed', field: 'password', value: 'x' });
    expect(requestFrom(typed)?.providerId).toBe('google-workspace');
  });

  it.each([
    ['smtp.office365.com', 'microsoft365'],
    ['mail.example.com', 'custom'],
  ])('knows the provider of %s as %s', (host, providerId) => {
    const typed = fill(fill(form, { type: 'typed', field: 'password', value: 'x' }), {
      type: 'typed',
      field: 'host',
      value: host,
    });
    expect(requestFrom(typed)?.providerId).toBe(providerId);
  });

  it('takes a server and an address in their own letters, and asks for the server by the name that the DNS has', () => {
    const typed = (['password', 'host', 'senderAddress'] as const).reduce(
      (so, field) =>
        fill(so, {
          type: 'typed',
          field,
          value: { password: 'x', host: 'mail.Müller.example', senderAddress: 'jörg@müller.example' }[field],
        }),
      form,
    );
    expect(slipsOf(typed.fields)).toMatchObject({ host: null, senderAddress: null });
    expect(requestFrom(typed)).toMatchObject({
      server: { host: 'mail.xn--mller-kva.example' },
      sender: { address: 'jörg@müller.example' },
    });
    const found = startForm({ ...origin, server: serverAt('mail.xn--mller-kva.example', 587) }, sender, null);
    expect(found.fields.host).toBe('mail.müller.example');
  });

  it('lets the security follow the port and the port the security', () => {
    expect(fill(form, { type: 'typed', field: 'port', value: '587' }).fields.security).toBe('starttls');
    expect(fill(form, { type: 'chose-security', security: 'starttls' }).fields.port).toBe('587');
    const odd = fill(form, { type: 'typed', field: 'port', value: '2525' });
    expect(fill(odd, { type: 'chose-security', security: 'starttls' }).fields.port).toBe('2525');
  });

  it('asks for nothing while something is missing', () => {
    expect(requestFrom(form)).toBeNull();
    expect(slipsOf(form.fields).password).toBe('empty');
  });

  it('tells an unfinished entry only once the field is left, a wrong one at once', () => {
    expect(shows(form, 'host', 'no-dot')).toBe(false);
    expect(shows(form, 'host', 'is-url')).toBe(true);
    expect(shows(fill(form, { type: 'left', field: 'host' }), 'host', 'no-dot')).toBe(true);
    expect(shows(fill(form, { type: 'submitted' }), 'password', 'empty')).toBe(true);
  });

  it('sends a password as typed, spaces and all', () => {
    const typed = fill(form, { type: 'typed', field: 'password', value: ' a b ' });
    expect(requestFrom(typed)?.credential).toEqual({ kind: 'password', password: ' a b ' });
  });
});

describe('a proof', () => {
  const run = (...events: ProvingEvent[]): Proving => events.reduce(follow, { phase: 'idle' });
  const failure = {
    kind: 'connection-timed-out',
    stage: 'connect',
    host: 'h.example',
    port: 587,
    detail: null,
  } as const;

  it('ends in the failure of its step', () => {
    const proving = run(
      { type: 'started' },
      { type: 'line', line: { step: 'dns', outcome: 'passed', milliseconds: 3, detail: '192.0.2.1' } },
      { type: 'line', line: { step: 'tcp', outcome: 'failed', milliseconds: 9, failure } },
      { type: 'line', line: { failure } },
      { type: 'ended', failure: null },
    );
    expect(proving).toMatchObject({ phase: 'failed', trouble: failure });
    expect(proving.phase === 'failed' && proving.steps.map(({ state }) => state)).toEqual([
      'passed',
      'failed',
      'waiting',
      'waiting',
      'waiting',
    ]);
  });

  it('ends in a channel', () => {
    const channel = aChannel();
    const proving = run({ type: 'started' }, { type: 'line', line: { channel } }, { type: 'ended', failure: null });
    expect(proving).toMatchObject({ phase: 'proven', channel });
  });

  it('does not hang when the reply breaks off without a last line', () => {
    const proving = run(
      { type: 'started' },
      { type: 'line', line: { step: 'dns', outcome: 'started' } },
      { type: 'ended', failure: null },
    );
    expect(proving).toMatchObject({ phase: 'failed', trouble: { kind: 'backend-away' } });
    expect(proving.phase === 'failed' && proving.steps[0]?.state).toBe('failed');
  });

  it('hears no lines after it was called off', () => {
    expect(run({ type: 'started' }, { type: 'called-off' }, { type: 'line', line: { failure } })).toEqual({
      phase: 'idle',
    });
  });
});

describe('where to', () => {
  const connect: Place = { at: 'connect', origin };
  const repair = { at: 'repair', channelId: 'one', by: 'credential' } as const;
  it.each([
    ['nothing chosen, no channel', null, false, 'message-read', 'start'],
    ['nothing chosen, reading', null, true, 'message-read', 'home'],
    ['nothing chosen, writing', null, true, 'message-compose', 'send'],
    ['nothing chosen, nothing open', null, true, 'none', 'home'],
    ['home chosen while writing', { at: 'home' }, true, 'message-compose', 'home'],
    ['sending chosen, but nothing is being written', { at: 'send' }, true, 'message-read', 'home'],
    ['home chosen, and the last channel goes', { at: 'home' }, false, 'message-read', 'start'],
    ['in the middle of connecting', connect, false, 'message-compose', 'connect'],
    ['another channel wanted', { at: 'start' }, true, 'message-read', 'start'],
    ['repairing chosen, writing', repair, true, 'message-compose', 'repair'],
    ['the channel to be repaired has gone', { ...repair, channelId: 'gone' }, true, 'message-read', 'home'],
  ] as const)('%s', (_, chosen, hasChannel, item, at) => {
    expect(whereTo(chosen, hasChannel ? ['one'] : [], item).at).toBe(at);
  });

  it('stays with connecting and repairing when another message is opened', () => {
    expect(afterItemChange(connect)).toBe(connect);
    expect(afterItemChange(repair)).toBe(repair);
    expect(afterItemChange({ at: 'home' })).toBeNull();
  });
});

describe('a draft on its way', () => {
  const draft = aDraft();
  const run = (...events: SendingEvent[]): Sending => events.reduce(step, { phase: 'reading' });

  const handed = { id: 'one', fingerprint: 'f', parts: 1 };

  it('keeps its id, and when it was to leave, when the handing over fails', () => {
    const sending = run(
      { type: 'read', draft, earlier: null, done: 0, sendAt: null },
      { type: 'handing-over', draft, handed, done: 0, sendAt: NOW },
      { type: 'failed', trouble: { kind: 'backend-away' } },
    );
    const trouble = { kind: 'backend-away' };
    expect(sending).toEqual({ phase: 'ready', draft, earlier: handed, done: 0, sendAt: NOW, trouble, rerouted: null });
  });

  it('counts the messages that the server has', () => {
    const handing = run(
      { type: 'read', draft, earlier: null, done: 0, sendAt: null },
      { type: 'handing-over', draft, handed: { ...handed, parts: 3 }, done: 1, sendAt: null },
      { type: 'progress', sentBytes: 9 },
      { type: 'part-done' },
    );
    expect(handing).toMatchObject({ done: 2, sentBytes: 0 });
  });

  it('does not change under the rep’s hands while it is handed over', () => {
    const handing = run(
      { type: 'read', draft, earlier: null, done: 0, sendAt: null },
      { type: 'handing-over', draft, handed, done: 0, sendAt: NOW },
    );
    expect(step(handing, { type: 'reread', draft: aDraft({ subject: 'Another' }) })).toBe(handing);
  });

  it('is not offered again while what became of it is unknown', () => {
    expect(run({ type: 'note-found' }, { type: 'lookup-failed', trouble: { kind: 'backend-away' } })).toEqual({
      phase: 'unknown',
      trouble: { kind: 'backend-away' },
    });
  });
});

describe('detection', () => {
  it('knows Microsoft 365 from the account type, before any answer', () => {
    expect(guessFor(NORA, []).recommendations[0]).toMatchObject({ providerId: 'microsoft365', ways: ['password'] });
  });

  it('guesses anew when it is known where reps may sign in, until the server has answered', () => {
    const found = guessFor(NORA, ['microsoft']);
    const started = startDetection(guessFor(NORA, []));
    expect(detect(started, { type: 'guessed', found }).found.recommendations[0]?.ways).toEqual(['sign-in', 'password']);
    const answered = detect(started, { type: 'answered', found: guessFor(NORA, []) });
    expect(detect(answered, { type: 'guessed', found })).toBe(answered);
  });

  it('keeps what it has when the search fails', () => {
    const started = startDetection(guessFor(NORA, []));
    const after = detect(started, { type: 'troubled', trouble: { kind: 'backend-away' } });
    expect(after.found).toBe(started.found);
    expect(after.searching).toBe(false);
  });
});
