// A submission server that takes every message and keeps none: a program of its own, started by far-end.ts.
//
// Plain sockets and no library: smtp-server takes half as much again of a processor, 0.3 ms a message where this takes 0.2, and
// on two processors that slows down whoever sends. It offers what real servers do, PIPELINING included, to whoever comes.
import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Admission, Login, SinkNews, SinkOrder, SinkSettings, Taken } from './far-end.ts';
import { monotonic } from './monotonic.ts';

const CRLF = '\r\n';
const END_OF_CONTENT = Buffer.from('\r\n.\r\n');
/** The Message-ID stands in the headers, and those are at the beginning. */
const HEADERS = 4_096;
const EXTENSIONS = ['PIPELINING', 'SIZE 52428800', '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES'];

const settings = JSON.parse(process.argv[2] ?? '') as SinkSettings;
const secureContext = createSecureContext({ key: settings.key, cert: settings.cert });

let admission: Admission = { password: settings.password, refusals: [] };
let logins: Login[] = [];
let taken: Taken[] = [];
let connections = 0;
const byMessageId = new Map<string, Taken>();
let awaited: Extract<SinkOrder, { order: 'taken' }> | null = null;

const tell = (news: SinkNews): void => void process.send?.(news);

function tellWhenEnough(): void {
  if (awaited === null || taken.length < awaited.atLeast) return;
  const { show } = awaited;
  const one = typeof show === 'object' ? byMessageId.get(show.messageId) : undefined;
  if (typeof show === 'object' && one === undefined) return;
  const shown = one === undefined ? taken : [one];
  tell({ news: 'taken', taken: show === 'none' ? [] : shown, count: taken.length, connections });
  awaited = null;
}

process.on('message', (order: SinkOrder) => {
  switch (order.order) {
    case 'forget':
      logins = [];
      taken = [];
      byMessageId.clear();
      connections = 0;
      break;
    case 'admit':
      ({ admission } = order);
      tell({ news: 'admitting', since: monotonic() });
      break;
    case 'logins':
      tell({ news: 'logins', logins });
      break;
    case 'taken':
      awaited = order;
      tellWhenEnough();
  }
});
process.on('disconnect', () => process.exit());

createServer((socket) => {
  connections += 1;
  receive(socket);
  say(socket, ['220 sink ESMTP']);
}).listen(settings.port, settings.address, () => tell({ news: 'ready' }));

function say(socket: Socket, lines: string[]): void {
  if (lines.length > 0 && socket.writable) socket.write(lines.join(CRLF) + CRLF);
}

/** Reads commands and contents as they come, in whatever pieces, and answers those of a piece together; `plain` is what a secured one runs over. */
function receive(socket: Socket, plain: Socket | null = null): void {
  let pending: Buffer = Buffer.alloc(0);
  let client = '';
  let login = '';
  let begunAt = 0;
  /** What comes is a message's content, up to a line with a dot alone. */
  let inContent = false;
  /** The mechanism whose response comes in a line of its own; null when a command comes. */
  let asked: string | null = null;
  /** A message was received and not answered yet: what follows waits. */
  let answering = false;

  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (piece: Buffer) => {
    pending = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
    work();
  });

  function work(): void {
    const replies: string[] = [];
    while (!answering && (inContent ? takeContent(replies) : takeCommand(replies)));
    say(socket, replies);
  }

  function takeContent(replies: string[]): boolean {
    const isEmpty = pending.subarray(0, 3).equals(END_OF_CONTENT.subarray(2));
    const end = isEmpty ? -2 : pending.indexOf(END_OF_CONTENT);
    if (end === -1) return false;
    const headers = pending.toString('latin1', 0, Math.min(Math.max(end, 0), HEADERS));
    pending = pending.subarray(end + END_OF_CONTENT.length);
    inContent = false;
    const messageId = /^message-id:\s*(<[^>]*>)/im.exec(headers)?.[1] ?? '';
    const message: Taken = { messageId, login, begunAt, receivedAt: monotonic(), repliedAt: 0 };
    const accept = (): string => {
      message.repliedAt = monotonic();
      taken.push(message);
      byMessageId.set(messageId, message);
      tellWhenEnough();
      return '250 2.0.0 Taken';
    };
    if (settings.slowest === 0) replies.push(accept());
    else {
      answering = true;
      const answer = (): void => {
        answering = false;
        say(socket, [accept()]);
        work();
      };
      setTimeout(answer, Math.random() * settings.slowest);
    }
    return true;
  }

  function takeCommand(replies: string[]): boolean {
    const end = pending.indexOf('\n');
    if (end === -1) return false;
    const line = pending.toString('latin1', 0, end).trimEnd();
    pending = pending.subarray(end + 1);
    if (asked !== null) return authenticate(asked, line, replies);
    const [verb = '', argument = '', response = ''] = line.split(' ');
    switch (verb.toUpperCase()) {
      case 'EHLO': {
        client = argument;
        const offered = plain ? [...EXTENSIONS, 'AUTH PLAIN XOAUTH2'] : [...EXTENSIONS, 'STARTTLS'];
        replies.push('250-sink', ...offered.slice(0, -1).map((one) => `250-${one}`), `250 ${offered.at(-1) ?? ''}`);
        return true;
      }
      case 'STARTTLS':
        say(socket, ['220 2.0.0 Go ahead']);
        socket.removeAllListeners('data');
        receive(new TLSSocket(socket, { isServer: true, secureContext }), socket);
        return false;
      case 'AUTH':
        if (response !== '') return authenticate(argument.toUpperCase(), response, replies);
        asked = argument.toUpperCase();
        replies.push('334 ');
        return true;
      case 'MAIL':
        begunAt = monotonic();
        replies.push('250 2.1.0 Ok');
        return true;
      case 'RCPT':
        replies.push('250 2.1.5 Ok');
        return true;
      case 'DATA':
        inContent = true;
        replies.push('354 Go ahead');
        return true;
      case 'RSET':
      case 'NOOP':
        replies.push('250 2.0.0 Ok');
        return true;
      case 'QUIT':
        say(socket, [...replies.splice(0), '221 2.0.0 Bye']);
        socket.end();
        return false;
      default:
        replies.push('502 5.5.2 Unknown command');
        return true;
    }
  }

  /** False when nobody is there any more. */
  function authenticate(mechanism: string, response: string, replies: string[]): boolean {
    asked = null;
    const said = Buffer.from(response, 'base64').toString();
    const { username, secret } = mechanism === 'XOAUTH2' ? inXoauth2(said) : inPlain(said);
    const refusal = refusalOf(mechanism, username, secret);
    const taken = refusal === undefined;
    if (taken) login = username;
    if (refusal === null) plain?.resetAndDestroy();
    else say(socket, [...replies.splice(0), refusal ?? '235 2.7.0 Welcome']);
    logins.push({ client, login: username, password: secret, taken, repliedAt: monotonic() });
    return refusal !== null;
  }
}

/** RFC 4616. */
function inPlain(said: string) {
  const [, username = '', secret = ''] = said.split('\0');
  return { username, secret };
}

/** Microsoft's and Google's own. */
function inXoauth2(said: string) {
  const [user = '', auth = ''] = said.split('\x01');
  return { username: user.replace('user=', ''), secret: auth.replace('auth=Bearer ', '') };
}

/** Undefined for one who is let in. */
function refusalOf(mechanism: string, username: string, secret: string): string | null | undefined {
  const { refusals, password, token } = admission;
  if (refusals.length > 0) return refusals[Number(/\d+/.exec(username)?.[0] ?? 0) % refusals.length];
  return secret === (mechanism === 'XOAUTH2' ? token : password)
    ? undefined
    : '535 5.7.8 Authentication credentials invalid';
}
