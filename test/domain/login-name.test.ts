import { describe, expect, it } from '@jest/globals';
import { DEFAULT_CHANNEL, DEFAULT_LOGIN } from '../../src/domain/default-channel.ts';
import { asSaid, firstName, keptName, mailboxNameOf } from '../../src/domain/login-name.ts';
import { serverAt } from '../../src/domain/submission-server.ts';

const REP = 'nora@fjordlight.example';

describe('the user name of a login', () => {
  it.each([
    ['smtp.sendgrid.net', 'apikey'],
    ['SMTP.EU.sendgrid.net', 'apikey'],
    ['smtp.sparkpostmail.com', 'SMTP_Injection'],
    ['smtp.resend.com', 'resend'],
    ['smtp.postmarkapp.com', 'the-secret'],
    ['smtp-broadcasts.postmarkapp.com', 'the-secret'],
    ['smtp.office365.com', REP],
    ['smtp.example.com', REP],
  ])('is said at %s as %s', (host, username) => {
    const login = { kind: 'password', username: REP, password: 'the-secret' } as const;
    expect(asSaid(host, login)).toEqual({ ...login, username });
  });

  it.each([
    // A subaccount, and a token that is a pair.
    ['smtp.sparkpostmail.com', 'SMTP_Injection:X-MSYS-SUBACCOUNT=5'],
    ['smtp.postmarkapp.com', 'PM-T-outbound-1'],
    ['email-smtp.eu-west-1.amazonaws.com', 'AKIAEXAMPLE'],
  ])('of one’s own is said at %s as it is: %s', (host, username) => {
    const login = { kind: 'password', username, password: 'the-secret' } as const;
    expect(asSaid(host, login)).toBe(login);
    expect(keptName(host, username, REP, 'the-secret')).toBe(username);
  });

  it('of a sign-in is the account that signed in', () => {
    const login = { kind: 'token', username: REP, token: 't' } as const;
    expect(asSaid('smtp.sendgrid.net', login)).toBe(login);
  });

  it.each([
    ['smtp.sendgrid.net', 'apikey', REP],
    ['smtp.sendgrid.net', 'APIKEY', REP],
    ['smtp.sparkpostmail.com', 'smtp_injection', REP],
    ['smtp.postmarkapp.com', 'the-secret', REP],
    ['smtp.sendgrid.net', REP, REP],
    ['smtp.example.com', 'apikey', 'apikey'],
    ['smtp.example.com', 'the-secret', 'the-secret'],
  ])('typed at %s as %s is known as %s: never one that all have, nor a secret', (host, typed, kept) => {
    expect(keptName(host, typed, REP, 'the-secret')).toBe(kept);
  });

  it.each([
    ['zoho', REP],
    ['webde', ''],
    ['mailgun', 'postmaster@fjordlight.example'],
    ['sendgrid', REP],
    ['postmark', REP],
    ['amazon-ses', ''],
    ['mailjet', ''],
    ['icloud', ''],
    ['custom', REP],
  ] as const)('begins at %s as “%s”', (id, name) => {
    expect(firstName(id, REP)).toBe(name);
  });

  it.each([
    ['smtp.sendgrid.net', REP, `fjordlight ${REP}`],
    ['SMTP.sparkpostmail.com', 'SMTP_Injection:X-MSYS-SUBACCOUNT=5', 'fjordlight smtp_injection:x-msys-subaccount=5'],
    ['smtp.postmarkapp.com', 'PM-T-outbound-1', 'fjordlight pm-t-outbound-1'],
    ['smtp.mailgun.org', 'Postmaster@fjordlight.example', 'postmaster@fjordlight.example'],
    ['smtp.office365.com', REP, REP],
    ['smtp.example.com', REP, REP],
  ])('at %s names a mailbox within one tenant alone where no login proves it: %s', (host, username, name) => {
    const owner = { tenantId: 'fjordlight', objectId: 'nora' };
    expect(mailboxNameOf({ owner, providerId: 'custom', server: serverAt(host, 587), username })).toBe(name);
  });

  it('names one mailbox for all at the operator’s channel, whatever service carries it', () => {
    const owner = { tenantId: 'fjordlight', objectId: 'nora' };
    const server = serverAt('smtp.sendgrid.net', 587);
    const login = { owner, providerId: DEFAULT_CHANNEL, server, username: DEFAULT_LOGIN } as const;
    expect(mailboxNameOf(login)).toBe(DEFAULT_LOGIN);
  });
});
