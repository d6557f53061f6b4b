import { Field, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { CHOICE_KINDS, CHOICES, meantIn, type ChoiceKind } from '../../../domain/choices.ts';
import { firstName } from '../../../domain/login-name.ts';
import type { ForbiddingPolicy } from '../../../domain/policies.ts';
import { PROVIDERS, type ProviderId } from '../../../domain/provider.ts';
import { allowedWays } from '../../../domain/service-policy.ts';
import { waysInto } from '../../../domain/sign-in-service.ts';
import { parseHost, serverAt } from '../../../domain/submission-server.ts';
import { Hidden } from '../../parts/Hidden.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import type { Origin } from '../connect/fields.ts';
import { useKnowledge } from '../known/known-context.ts';
import { ChoiceList, type Shown } from './ChoiceList.tsx';

const useStyles = makeStyles({
  search: { maxWidth: '100%' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

interface ChooseScreenProps {
  onConnect: (origin: Origin) => void;
  onBack: () => void;
}

/** The services of a kind that fit what was typed, each with the region, or the like, that fits best, and is allowed where nothing was typed. */
const meantOf = (
  kind: ChoiceKind,
  typed: string,
  policyAgainst: (id: ProviderId) => ForbiddingPolicy | null,
): Shown[] =>
  CHOICES[kind].flatMap((choice) => {
    const meant = meantIn(choice, typed);
    if (meant === null) return [];
    const allowed = typed.trim() === '' ? choice.ids.find((one) => policyAgainst(one) === null) : undefined;
    const id = allowed ?? meant;
    return [{ name: choice.name, id, forbiddenBy: policyAgainst(id) }];
  });

/** Every service that is known, to be found by name; and the way to a server that nobody knows but the rep. */
export default function ChooseScreen({ onConnect, onBack }: ChooseScreenProps) {
  const styles = useStyles();
  const { host } = useSurroundings();
  const words = useWords();
  const { allows, offered } = useKnowledge();
  const [typed, type] = useState('');
  const { emailAddress } = host.profile();
  const policyAgainst = (id: ProviderId): ForbiddingPolicy | null => {
    if (allows === null) return null;
    const service = { providerId: id, host: PROVIDERS[id].server?.host ?? null };
    return allowedWays(allows, service, waysInto(id, offered ?? [])).because?.policy ?? null;
  };
  const shown = CHOICE_KINDS.map((kind) => ({ kind, choices: meantOf(kind, typed, policyAgainst) }));
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
