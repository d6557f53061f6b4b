import { expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AskIt } from '../../../src/addin/parts/AskIt.tsx';
import { SurroundingsContext } from '../../../src/addin/parts/surroundings.ts';
import { Boundary } from '../../../src/addin/screens/Boundary.tsx';
import { allWordsFor, wordsFor } from '../../../src/addin/words/words.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { fakeClock, fakeKeep } from '../fakes/clock.ts';
import { fakeHost } from '../fakes/host.ts';
import { NOW } from '../fakes/mail.ts';

const FAILED = 'The message could not be loaded. Try again once you are connected.';

it('a message whose words do not load leaves the screen as it is, and is there at the next click', async () => {
  const host = fakeHost();
  const words = wordsFor('en-GB');
  let isConnected = false;
  const surroundings = {
    host,
    backend: fakeBackend(),
    words: {
      ...words,
      itMessage: (...question: Parameters<typeof words.itMessage>) =>
        isConnected ? words.itMessage(...question) : Promise.reject(new Error('Loading chunk it-message failed.')),
    },
    allWords: allWordsFor('en-GB'),
    clock: fakeClock(NOW),
    newId: () => 'id',
    session: fakeKeep(),
    device: fakeKeep(),
  };
  const subject = { address: 'nora@fjordlight.example', login: 'nora@fjordlight.example', server: null };
  render(
    <Boundary forget={() => undefined}>
      <SurroundingsContext value={surroundings}>
        <label>
          Password <input />
        </label>
        <AskIt subject={subject} />
      </SurroundingsContext>
    </Boundary>,
  );
  const user = userEvent.setup({ delay: null });
  await user.type(screen.getByLabelText('Password'), 'Lighthouse-42');
  await user.click(screen.getByRole('button', { name: 'Ask your IT department' }));
  expect(await screen.findByText(FAILED)).toBeVisible();
  expect(screen.getByLabelText('Password')).toHaveValue('Lighthouse-42');
  isConnected = true;
  await user.click(screen.getByRole('button', { name: 'Ask your IT department' }));
  expect(await screen.findByText('A prepared message has opened in Outlook.')).toBeVisible();
  expect(screen.queryByText(FAILED)).toBeNull();
  expect(host.opened).toHaveLength(1);
});
