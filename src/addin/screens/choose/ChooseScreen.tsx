import { Field, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { CHOICE_KINDS, CHOICES, meantIn, type ChoiceKind } from '../../../domain/choices.ts';
import { firstName } from '../../../domain/login-name.ts';
import { PROVIDERS, type ProviderId } from '../../../domain/provider.ts';
import { parseHost, serverAt } from '../../../domain/submission-server.ts';
import { Hidden } from '../../parts/Hidden.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import type { Origin } from '../connect/fields.ts';
import { ChoiceList, type Shown } from './ChoiceList.tsx';

const useStyles = makeStyles({
  search: { maxWidth: '100%' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

interface ChooseScreenProps {
  onConnect: (origin: Origin) => void;
  onBack: () => void;
}

/** The services of a kind that fit what was typed, each with the region, or the like, that fits best. */
const meantOf = (kind: ChoiceKind, typed: string): Shown[] =>
  CHOICES[kind].flatMap((choice) => {
    const id = meantIn(choice, typed);
    return id === null ? [] : [{ name: choice.name, id }];
  });

/** Every service that is known, to be found by name; and the way to a server that nobody knows but the rep. */
export default function ChooseScreen({ onConnect, onBack }: ChooseScreenProps) {
  const styles = useStyles();
  const { host } = useSurroundings();
  const words = useWords();
  const [typed, type] = useState('');
  const { emailAddress } = host.profile();
  const shown = CHOICE_KINDS.map((kind) => ({ kind, choices: meantOf(kind, typed) }));
  const found = shown.flatMap(({ choices }) => choices);

  const take = (id: ProviderId) => {
    const { server } = PROVIDERS[id];
    onConnect({ providerId: id, server, username: firstName(id, emailAddress), by: 'choice' });
  };
  const enterByHand = () => {
    // Who searched for a server has named it; a password goes to none that is only guessed.
    const name = parseHost(typed);
    const server = name.ok ? serverAt(name.value, 587) : null;
    onConnect({ providerId: 'custom', server, username: emailAddress, by: 'hand' });
  };

  return (
    <Screen title={words.choose.title} onBack={onBack}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [only, ...more] = found;
          if (only && more.length === 0) take(only.id);
        }}
      >
        <Field label={words.choose.search} hint={words.choose.searchHint}>
          <SearchBox
            className={styles.search}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, { value }) => {
              type(value);
            }}
          />
        </Field>
      </form>
      <Hidden role="status">{typed.trim() === '' ? '' : words.choose.found(found.length)}</Hidden>
      {found.length === 0 && <p className={styles.text}>{words.choose.nothing}</p>}
      <QuietButton onClick={enterByHand}>{words.choose.byHand}</QuietButton>
      {shown.map(
        ({ kind, choices }) =>
          choices.length > 0 && (
            <Section key={kind} title={words.choose.kinds[kind]}>
              <ChoiceList choices={choices} onTake={take} />
            </Section>
          ),
      )}
    </Screen>
  );
}
