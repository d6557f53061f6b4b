import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { fakeHost, NORA } from '../fakes/host.ts';
import { expectAccessible, heading, open } from '../stage.tsx';

const locked = {
  kind: 'account-locked',
  stage: 'auth',
  reply: { code: 535, enhanced: '5.7.8', text: '5.7.8 account locked' },
} as const;

it.each([
  ['has a mailbox of one’s own', 'nora@gmail.com', 'Ask your provider’s support', 'Your provider’s support can help'],
  ['is at a company', NORA.emailAddress, 'Ask your IT department', 'Your IT department can fix this'],
])('whoever %s is led to whom there is to ask', async (_who, emailAddress, askWhom, whoCan) => {
  const stage = open({ host: fakeHost({ profile: { ...NORA, emailAddress } }) });
  await stage.click('Set up');
  await stage.user.type(await screen.findByLabelText('Password'), 'Lighthouse-42');
  await stage.click('Connect');
  await stage.meanwhile(() => {
    stage.backend.proofs[0]?.line({ failure: locked });
    stage.backend.proofs[0]?.end();
  });
  await heading('Your account is locked');
  expect(screen.getByRole('button', { name: askWhom })).toBeVisible();
  expect(screen.getByText(whoCan)).toBeVisible();
  await expectAccessible();
});
