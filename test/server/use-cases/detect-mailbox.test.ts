import { expect, it } from '@jest/globals';
import type { Owner } from '../../../src/domain/channel.ts';
import { DEFAULT_POLICIES } from '../../../src/domain/policies.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { detectMailbox } from '../../../src/server/use-cases/detect-mailbox.ts';

const LENA: Owner = { tenantId: 'firma', objectId: 'lena' };

function detection() {
  const asked: [string, boolean, boolean][] = [];
  const detect = detectMailbox({
    async lookUp({ domain, ownExchange }, again) {
      asked.push([domain, ownExchange, again]);
      return {
        evidence: [
          { source: 'srv', server: serverAt('smtp.firma.example', 465), name: '_submissions._tcp.firma.example' },
        ],
        complete: true,
      };
    },
    policiesOf: async () => DEFAULT_POLICIES,
    offered: [],
    graph: false,
    defaultChannel: null,
  });
  return { detect, asked };
}

it('asks for the domain alone, and puts what Outlook says of the account before what the domain says', async () => {
  const { detect, asked } = detection();
  const { recommendations } = await detect(LENA, 'Lena@Firma.example', 'office365');
  expect(asked).toEqual([['firma.example', false, false]]);
  expect(recommendations.map(({ reason, username }) => [reason, username])).toEqual([
    ['account-type', 'Lena@Firma.example'],
    ['srv', 'Lena@Firma.example'],
  ]);
});

it('says that the mailbox is at an Exchange of the company’s own, and that it is asked again', async () => {
  const { detect, asked } = detection();
  await detect(LENA, 'otto@firma.example', 'enterprise', true);
  expect(asked).toEqual([['firma.example', true, true]]);
});

it('asks nobody about a domain that everybody knows', async () => {
  const { detect, asked } = detection();
  expect(await detect(LENA, 'karl@gmail.com', 'unknown')).toMatchObject({
    complete: true,
    recommendations: [{ providerId: 'gmail', reason: 'known-domain' }],
  });
  expect(await detect(LENA, 'lea@outlook.com', 'unknown')).toMatchObject({
    refusedBy: 'outlook-com',
    recommendations: [],
  });
  expect(asked).toEqual([]);
});
