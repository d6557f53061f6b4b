import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RECIPIENT_RULES, SENDER_RULES } from '../../src/domain/address-rules.ts';
import { classify, classOf, firstRule } from '../../src/domain/classify.ts';
import { DISPOSITION, STAGES, type Stage } from '../../src/domain/failure.ts';
import { OUTAGE_RULES } from '../../src/domain/outage-rules.ts';
import { PACING_RULES } from '../../src/domain/pacing-rules.ts';
import { PROVIDER_RULES } from '../../src/domain/provider-rules.ts';
import {
  AUTHENTICITY_RULES,
  BLOCK_RULES,
  CONTENT_RULES,
  OUR_ADDRESS_RULES,
  POLICY_RULES,
} from '../../src/domain/refusal-rules.ts';
import { parseReply } from '../../src/domain/reply.ts';
import { ACCESS_RULES, PATIENCE_RULES, SIGN_IN_RULES } from '../../src/domain/sign-in-rules.ts';
import { readReplies } from './replies/read-replies.ts';

const RULES = [
  ...PROVIDER_RULES,
  ...SIGN_IN_RULES,
  ...PATIENCE_RULES,
  ...ACCESS_RULES,
  ...AUTHENTICITY_RULES,
  ...PACING_RULES,
  ...BLOCK_RULES,
  ...OUR_ADDRESS_RULES,
  ...SENDER_RULES,
  ...POLICY_RULES,
  ...RECIPIENT_RULES,
  ...CONTENT_RULES,
];

const BOUNCED = readReplies('bounced');
const CAUSES = readReplies('unseen-causes');
const REAL = [
  ...(['known', 'unseen', 'unseen-after-tuning', 'unseen-again'] as const).flatMap(readReplies),
  ...BOUNCED,
  ...CAUSES,
];
const kindOf = (raw: string, stage: (typeof STAGES)[number] | null) => classify(parseReply(raw), stage).kind;

describe('a rule', () => {
  it.each(RULES.map((rule) => [rule.example, rule] as const))(
    'is the first to know its own example: %s',
    (example, rule) => {
      expect(firstRule(parseReply(example), null)?.rule).toBe(rule);
    },
  );

  it.each(OUTAGE_RULES.map((rule) => [rule.example, rule] as const))(
    'of the call itself is the first to know its own example there: %s',
    (example, rule) => {
      expect(firstRule(parseReply(example), 'greeting')?.rule).toBe(rule);
    },
  );

  it('reads letters of any case', () => {
    expect([...RULES, ...OUTAGE_RULES].filter(({ pattern }) => !pattern.ignoreCase)).toEqual([]);
  });

  it('keeps no place between two readings', () => {
    expect([...RULES, ...OUTAGE_RULES].filter(({ pattern }) => pattern.global || pattern.sticky)).toEqual([]);
  });
});

describe('a real reply', () => {
  it.each(REAL.map((row) => [row.class, row.kind ?? '', row.stage ?? '', row.reply, row] as const))(
    'is %s %s at %s: %s',
    (...[, , , , row]) => {
      const failure = classify(parseReply(row.reply), row.stage ?? null);
      expect(classOf(failure)).toBe(row.class);
      if (row.kind) expect(failure.kind).toBe(row.kind);
      if (row.stage) expect(failure.stage).toBe(row.stage);
    },
  );

  it('is mostly told without knowing the stage', () => {
    // But for what breaks a channel: the same words mean another thing at another stage.
    const rows = REAL.filter((row) => !CAUSES.includes(row));
    const told = rows.filter((row) => classOf(classify(parseReply(row.reply), null)) === row.class);
    expect(told.length / rows.length).toBeGreaterThan(0.98);
  });
});

const OF_ONE_MAIL: Stage[] = ['rcpt', 'data', 'after-data'];
const dispositionOf = (raw: string, stage: Stage | null) => DISPOSITION[kindOf(raw, stage)];

describe('a mail that bounces', () => {
  it.each(BOUNCED.flatMap(({ reply }) => OF_ONE_MAIL.map((stage) => [stage, reply] as const)))(
    'breaks no channel at %s: %s',
    (stage, reply) => {
      expect(dispositionOf(reply, stage)).not.toBe('break');
    },
  );

  it('breaks none whatever befell its recipient', () => {
    const whose = fc.constantFrom('', 'This ', 'The recipient ', 'User ', '<to@example.com> ', "Recipient's ");
    const what = fc.constantFrom('account', 'mailbox', 'address', 'organization', 'domain', 'mail server', 'group');
    const befell = fc.constantFrom(
      'has been suspended',
      'is on hold',
      'is blocked by policy',
      'is listed in our block list',
      'requires TLS',
      'has been terminated',
      'has a poor reputation',
      'blocked using a filter',
      'is not activated',
      'has a bad password',
    );
    const code = fc.constantFrom('550 5.1.1', '550 5.2.1', '550 5.7.1', '550 5.7.10', '550 5.7.13', '554', '450 4.2.1');
    fc.assert(
      fc.property(code, whose, what, befell, fc.constantFrom(...OF_ONE_MAIL), (told, owner, thing, fate, stage) => {
        return dispositionOf(`${told} ${owner}${thing} ${fate}`, stage) !== 'break';
      }),
    );
  });

  it.each([
    ['rcpt', '550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus'],
    ['rcpt', '554 5.7.1 <to@example.com>: Relay access denied'],
    ['rcpt', '550 5.7.1 Your account has been suspended'],
    ['after-data', '550 5.7.1 Your account has been blocked from sending due to spam'],
    ['after-data', '550 5.7.25 The IP address sending this message does not have a PTR record'],
    ['rcpt', '550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains'],
    ['data', '550 Your IP address is listed in our block list'],
    ['after-data', '550 5.7.705 Access denied, tenant has exceeded threshold'],
    ['after-data', '550 5.7.708 Access denied, traffic not accepted for this domain'],
    ['after-data', '554 5.1.8 Sender Address Blocked'],
    ['after-data', '554 Message rejected: Sending suspended for this account.'],
    ['after-data', '550 5.2.1 Mailbox cannot be accessed'],
    ['mail', '550 5.7.1 This account has been suspended'],
    ['greeting', '554 5.7.1 blocked by administrator'],
  ] as const)('at %s, breaks it where the reply speaks of us: %s', (stage, raw) => {
    expect(dispositionOf(raw, stage)).toBe('break');
  });
});

describe('a login that may not send as the sender', () => {
  it.each([
    ['mail', '550 5.7.60 SMTP; Client does not have permissions to send as this sender'],
    ['after-data', '554 5.2.252 SendAsDenied; otto@firma.example not allowed to send as nora@firma.example'],
    // Postfix puts it off until a recipient is named.
    ['rcpt', '553 5.7.1 <nora@firma.example>: Sender address rejected: not owned by user otto@firma.example'],
  ] as const)('at %s, is that, and breaks its channel: %s', (stage, raw) => {
    expect(kindOf(raw, stage)).toBe('send-as-denied');
    expect(dispositionOf(raw, stage)).toBe('break');
  });

  it.each([
    ['after-data', '450 5.2.252 SendAsDenied; otto@firma.example', 'sender-deferred'],
    ['after-data', '550 5.2.252 Sender throttled due to continuous send as denied errors.', 'sender-throttled'],
    ['rcpt', '550 5.7.1 You do not have permission to send to this recipient', 'recipient-refused'],
    ['rcpt', '550 5.1.8 <nora@firma.example>: Sender address rejected: Domain not found', 'sender-refused'],
  ] as const)('at %s, is not meant by: %s', (stage, raw, kind) => {
    expect(kindOf(raw, stage)).toBe(kind);
  });
});

describe('a reply that no rule knows', () => {
  it.each([
    ['535 5.9.9 Nope', 'auth', 'password-rejected'],
    ['502 Huh?', 'auth', 'password-sign-in-off'],
    ['454 4.9.9 Nope', 'auth', 'temporarily-unavailable'],
    ['550 Nope', 'mail', 'sender-refused'],
    ['451 Nope', 'mail', 'temporarily-unavailable'],
    ['550 Nope', 'rcpt', 'recipient-refused'],
    ['550 5.1.1 Nope', 'mail', 'sender-refused'],
    ['450 4.1.1 Nope', 'rcpt', 'recipient-deferred'],
    ['554 Nope', 'after-data', 'policy-refused'],
    ['552 Nope', 'after-data', 'message-too-large'],
    ['554 5.6.0 Nope', 'after-data', 'content-refused'],
    ['554 Nope', 'greeting', 'our-address-refused'],
    ['421 Nope', 'greeting', 'temporarily-unavailable'],
    ['550 nope (#5.1.1)', null, 'recipient-refused'],
    ['530 Nope', null, 'authentication-required'],
    ['Nope', null, 'rejected'],
    ['', null, 'rejected'],
  ] as const)('%s at %s is %s', (raw, stage, kind) => {
    expect(kindOf(raw, stage)).toBe(kind);
  });
});

describe('the words of a mailbox or of our own server', () => {
  it.each([
    '550 5.1.1 <spam-virus-quota@greylist.example>: Recipient address rejected: User unknown',
    '550 5.1.1 policy-spf@example.com: Recipient address rejected: User unknown',
  ])('do not decide: %s', (raw) => {
    expect(kindOf(raw, 'rcpt')).toBe('recipient-refused');
  });
});

const anyStage = fc.constantFrom(...STAGES, null);
const anyReal = fc.constantFrom(...REAL);
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.integer({ min: 200, max: 599 }), fc.string({ unit: 'binary' }))
    .map(([code, words]) => `${code} ${words}`),
  anyReal.map(({ reply }) => reply),
);

describe('whatever a server says', () => {
  it('is given a kind that has a disposition', () => {
    fc.assert(fc.property(anyText, anyStage, (raw, stage) => DISPOSITION[kindOf(raw, stage)] !== undefined));
  });

  it('breaks no channel under a 4xx code but by a rule that says so', () => {
    const says4xx = fc.tuple(
      fc.integer({ min: 400, max: 499 }),
      fc.oneof(
        fc.string(),
        anyReal.map(({ reply }) => reply.replace(/^\d{3}[ -]/gm, '')),
      ),
    );
    fc.assert(
      fc.property(says4xx, anyStage, ([code, words], stage) => {
        const reply = { ...parseReply(words), code };
        const quoted = /error: 535/i.test(words);
        const rule = firstRule(reply, stage)?.rule;
        return DISPOSITION[classify(reply, stage).kind] !== 'break' || quoted || rule?.later !== undefined;
      }),
    );
  });

  it('means the same with a server name and a time in brackets behind it', () => {
    const bracket = fc
      .tuple(fc.domain(), fc.date({ noInvalidDate: true }))
      .map(([name, at]) => ` [${name} ${at.toISOString()} 08DF04C6D9A404E7]`);
    fc.assert(
      fc.property(
        anyReal,
        bracket,
        (row, tail) => kindOf(row.reply + tail, row.stage ?? null) === kindOf(row.reply, row.stage ?? null),
      ),
    );
  });

  it('means the same in capitals and in small letters', () => {
    fc.assert(
      fc.property(
        anyReal,
        fc.constantFrom('toUpperCase', 'toLowerCase'),
        (row, change) => kindOf(row.reply[change](), row.stage ?? null) === kindOf(row.reply, row.stage ?? null),
      ),
    );
  });

  it('means the same however it is broken into lines', () => {
    const singleLine = fc.constantFrom(...REAL.filter(({ reply }) => /^\d{3} /.test(reply) && !reply.includes('\n')));
    fc.assert(
      fc.property(singleLine, fc.infiniteStream(fc.nat(4)), (row, picks) => {
        const stage = row.stage ?? null;
        return kindOf(broken(row.reply, picks), stage) === kindOf(row.reply, stage);
      }),
    );
  });
});

/** The reply as several lines, each with the code and the enhanced code again, as servers do. */
function broken(raw: string, picks: Stream): string {
  const { code, enhanced, text } = parseReply(raw);
  const words = (enhanced === null ? text : text.slice(text.indexOf(enhanced) + enhanced.length)).trim().split(/\s+/);
  const lines: string[][] = [[]];
  for (const word of words) {
    if (picks.next().value === 0) lines.push([]);
    lines.at(-1)?.push(word);
  }
  const prefix = enhanced === null ? '' : `${enhanced} `;
  return lines
    .map((line, index) => `${code}${index === lines.length - 1 ? ' ' : '-'}${prefix}${line.join(' ')}`)
    .join('\n');
}

type Stream = Iterator<number>;
