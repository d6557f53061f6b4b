import { domainToASCII } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { PROVIDER_IDS, PROVIDERS, type ProviderId } from '../../src/domain/provider.ts';
import { boundBy, sharingOf, type Lent } from '../../src/domain/sharing.ts';

const lent = (providerId: ProviderId, changes: Partial<Lent> = {}): Lent => ({
  ...{ providerId, username: 'relay-7', sender: { address: 'ada@firma.example' }, mechanism: 'PLAIN' },
  ...changes,
});

describe('whether a team may have a credential', () => {
  it.each<[string, Lent, string]>([
    ['a key of SendGrid’s', lent('sendgrid'), 'yes'],
    ['a token of Postmark’s', lent('postmark'), 'yes'],
    ['an SMTP user of Amazon’s', lent('amazon-ses'), 'yes'],
    ['a login at a company’s own server', lent('custom'), 'by-word'],
    ['a relay’s login at a company’s own server', lent('custom', { username: 'relay@firma.example' }), 'by-word'],
    ['the address itself at a company’s own server', lent('custom', { username: 'ADA@firma.example' }), 'mailbox'],
    ['what stands before its @', lent('custom', { username: 'Ada' }), 'mailbox'],
    ['the same behind a Windows domain', lent('custom', { username: 'FIRMA\\ada' }), 'mailbox'],
    [
      'the address itself with its domain in ASCII',
      lent('custom', { username: 'ada@xn--bro-hoa.example', sender: { address: 'ada@büro.example' } }),
      'mailbox',
    ],
    ['a password of Microsoft 365', lent('microsoft365'), 'mailbox'],
    ['one of its national clouds', lent('microsoft365-gcchigh'), 'mailbox'],
    ['a sign-in at Microsoft', lent('microsoft365', { mechanism: 'XOAUTH2' }), 'sign-in'],
    ['a sign-in that sends by Graph', lent('outlook-com', { mechanism: 'Bearer' }), 'sign-in'],
    ['a sign-in at a company’s own server', lent('custom', { mechanism: 'OAUTHBEARER' }), 'sign-in'],
    ['a password of Outlook.com', lent('outlook-com'), 'mailbox'],
    ['an app password of Gmail', lent('gmail'), 'app-password'],
    ['an app password of Google Workspace', lent('google-workspace'), 'app-password'],
    ['an app password at Google’s relay', lent('google-workspace-relay'), 'app-password'],
    ['a password of Zoho’s', lent('zoho-pro-eu'), 'app-password'],
    ['a mailbox of a hosting company', lent('ionos-de'), 'mailbox'],
    ['an Exchange mailbox that is hosted', lent('ovh-exchange'), 'mailbox'],
  ])('%s', (_what, credential, expected) => {
    const sharing = sharingOf(credential, domainToASCII);
    expect(sharing.may === 'no' ? sharing.because : sharing.may).toBe(expected);
  });

  it('is decided by the row of every service there is: none whose mailboxes are people’s own may be shared', () => {
    for (const id of PROVIDER_IDS) {
      const { kind, credentialScope } = PROVIDERS[id];
      const mayBe = sharingOf(lent(id), domainToASCII).may === 'yes';
      if (kind === 'mailboxes' || kind === 'hosting' || credentialScope === 'user')
        expect([id, mayBe]).toEqual([id, false]);
    }
  });

  it('is not changed by an administrator’s word, but where nobody knows', () => {
    expect(boundBy(lent('gmail'), true, domainToASCII)).toBe('app-password');
    expect(boundBy(lent('microsoft365'), true, domainToASCII)).toBe('mailbox');
    expect(boundBy(lent('custom', { username: 'ada@firma.example' }), true, domainToASCII)).toBe('mailbox');
    expect(boundBy(lent('custom'), false, domainToASCII)).toBe('unsaid');
    expect(boundBy(lent('custom'), true, domainToASCII)).toBeNull();
    expect(boundBy(lent('sendgrid'), false, domainToASCII)).toBeNull();
  });
});
