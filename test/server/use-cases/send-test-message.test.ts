import { describe, expect, it } from '@jest/globals';
import { establish, type DeliveryChannel } from '../../../src/domain/channel.ts';
import { success } from '../../../src/domain/result.ts';
import { sendTestMessage } from '../../../src/server/use-cases/send-test-message.ts';
import { ADA, NOW, proof } from './repair-stage.ts';

const CHANNEL = establish(proof(), 'channel-1', ADA, NOW);
const TEAM = {
  channelId: 'team-1',
  domain: 'firma.example',
  by: { name: 'Ida', address: 'ida@firma.example' },
  named: [],
};

async function textOf(changes: Partial<DeliveryChannel>): Promise<string> {
  let text = '';
  const send = sendTestMessage({
    findChannel: async () => ({ ...CHANNEL, ...changes }),
    async queueMessage(_owner, id, { draft, isTest }) {
      // Nobody's mail: it is left to no colleague.
      expect(isTest).toBe(true);
      text = draft.body.content;
      return success({ id, messageId: id, state: 'queued', expectedAt: null });
    },
    newId: () => 'message-1',
  });
  await send(ADA, 'channel-1', CHANNEL.sender.address);
  return text;
}

describe('a test message', () => {
  it.each<[string, Partial<DeliveryChannel>]>([
    ['of the own', {}],
    ['of a team at a service', { team: TEAM, providerId: 'sendgrid' }],
  ])('names the server of a channel %s', async (_whose, changes) => {
    expect(await textOf(changes)).toContain('through your delivery channel at smtp.firma.example.\r\n');
  });

  it('does not name a company’s own server to who has joined its team', async () => {
    const text = await textOf({ team: TEAM });
    expect(text).toContain('through your delivery channel.\r\n');
    expect(text).not.toContain('smtp.');
  });
});
