import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import type { Recommendations } from '../../../contract/shapes.ts';
import { sameAddress } from '../../../domain/address.ts';
import { oneNameOf, PROVIDERS } from '../../../domain/provider.ts';
import type { Recommendation } from '../../../domain/recommendation.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Identity } from '../../parts/Identity.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useSurroundings, useFirstWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { FirstWords } from '../../words/en.ts';
import { nationalName } from '../../words/national-name.ts';
import { instead, toSignIn, knownWords } from '../../words/trouble-words.ts';
import type { Origin } from '../connect/fields.ts';
import { conditionOf } from '../known/condition.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Detection } from './detection.ts';
import { useDetection } from './use-detection.ts';

import { Other } from './Other.tsx';
import { RecommendationView } from './RecommendationView.tsx';

// Few have one, and nobody needs it first.
const SharedOffer = lazy(() => import(/* webpackChunkName: "shared" */ '../shared/SharedOffer.tsx'));

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  others: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', marginTop: '-4px' },
  searching: { alignSelf: 'flex-start' },
});

/** Which ways are allowed the server alone knows: what was only guessed says nothing of them. */
const originOf = ({ providerId, server, username, ways, reason }: Recommendation, { guessed }: Detection): Origin => ({
  providerId,
  server,
  username,
  ...(!guessed && { ways }),
  by: 'recommendation',
  filledIn: reason === 'organisation',
});

interface StartScreenProps {
  onConnect: (origin: Origin) => void;
  onChoose: () => void;
  /** The operator's channel, for who has nothing else. */
  onShared: () => void;
  onBack?: (() => void) | undefined;
  /** Undefined for who is no administrator. */
  onCompany: (() => void) | undefined;
}

/** The first screen: whose mailbox this is, and the way of sending that fits it. */
export function StartScreen({ onConnect, onChoose, onShared, onBack, onCompany }: StartScreenProps) {
  const styles = useStyles();
  const { host, words } = useSurroundings();
  const { known, offered, graph, signIn } = useKnowledge();
  const { detection, ask } = useDetection(known.heard && known.trouble === null, offered, graph);
  const { emailAddress, displayName } = host.profile();
  const channels = known.channels ?? [];
  const isConnected = ({ server }: Recommendation): boolean =>
    channels.some(
      ({ team, credential, sender, server: { host: there } }) =>
        team === null &&
        credential !== 'operator' &&
        sameAddress(sender.address, emailAddress) &&
        oneNameOf(there) === oneNameOf(server.host),
    );
  const connected = detection.found.recommendations.find(isConnected);
  const [best, ...others] = detection.found.recommendations.filter((one) => !isConnected(one));
  const isNamed = best !== undefined && best.reason !== 'guess';
  const { withheld } = detection.found;
  // Whoever has one that works needs no other's reputation.
  const sendsAlready = channels.some((channel) => conditionOf(channel) === 'working');
  const signedOut = toSignIn(known.trouble);
  // Whoever could not ask has not found nothing.
  const unasked = best || connected || detection.found.refusedBy || signedOut ? null : detection.trouble;
  const mayLookAgain = !detection.searching && !detection.found.complete && !isNamed && !unasked;

  return (
    <Screen
      title={useTitle(detection, best, connected, unasked)}
      before={<Identity name={displayName} address={emailAddress} label={words.start.mailbox} />}
      onBack={onBack}
    >
      {signedOut && known.trouble ? (
        <TroubleNote trouble={known.trouble}>
          <Button appearance="primary" onClick={() => void signIn()}>
            {words.common.signIn}
          </Button>
        </TroubleNote>
      ) : (
        <>
          {connected && <Notice shape="check">{words.start.connected(nameOf(words, connected), emailAddress)}</Notice>}
          {best ? (
            <RecommendationView
              recommendation={best}
              complete={detection.found.complete}
              onTake={() => {
                onConnect(originOf(best, detection));
              }}
            />
          ) : unasked ? (
            <TroubleNote trouble={unasked} titled={false}>
              <Button
                appearance="primary"
                onClick={() => {
                  ask();
                }}
              >
                {words.common.tryAgain}
              </Button>
            </TroubleNote>
          ) : (
            !connected && <Nothing detection={detection} />
          )}
          {withheld && <Notice shape="building">{withheldWords(words, withheld)}</Notice>}
          {detection.searching && !isNamed && (
            <Spinner className={styles.searching} size="tiny" label={words.start.searching} />
          )}
          <div className={styles.others}>
            {others.map((other) => (
              <Other
                key={other.server.host}
                recommendation={other}
                onTake={() => {
                  onConnect(originOf(other, detection));
                }}
              />
            ))}
            {best || unasked || detection.searching ? (
              <QuietButton onClick={onChoose}>{words.start.another}</QuietButton>
            ) : (
              <Button appearance="primary" onClick={onChoose}>
                {words.start.choose}
              </Button>
            )}
            {onCompany && <QuietButton onClick={onCompany}>{words.common.toCompany}</QuietButton>}
          </div>
          {!sendsAlready && (detection.found.defaultChannel ?? detection.found.defaultChannelOnlyFor) && (
            <Suspense fallback={null}>
              <SharedOffer found={detection.found} onTake={onShared} />
            </Suspense>
          )}
          {mayLookAgain && (
            <>
              {/* One word for one trouble: who could not be asked has not answered in time either. */}
              <Notice shape={known.trouble ? 'warning' : 'clock'}>
                {known.trouble ? knownWords(words, known.trouble).title : words.start.incomplete}
              </Notice>
              <Button
                onClick={() => {
                  ask(true);
                }}
              >
                {words.start.lookAgain}
              </Button>
            </>
          )}
          {known.trouble && !unasked && !mayLookAgain && (
            <Notice shape="warning">{knownWords(words, known.trouble).title}</Notice>
          )}
        </>
      )}
    </Screen>
  );
}

const withheldWords = (
  { forbidden }: FirstWords,
  { providerId, because }: NonNullable<Recommendations['withheld']>,
): string => {
  const { name } = PROVIDERS[providerId];
  return forbidden.withheld(name, forbidden.because[because.policy], instead(forbidden, because));
};

/** What a way to send is called. */
const nameOf = (words: FirstWords, { providerId, server }: Recommendation): string =>
  providerId === 'custom' ? inLetters(server.host) : (nationalName(words, providerId) ?? PROVIDERS[providerId].name);

function useTitle(
  { found, searching, trouble }: Detection,
  best: Recommendation | undefined,
  connected: Recommendation | undefined,
  unasked: BackendFailure | null,
): string {
  const words = useFirstWords();
  if (best?.reason === 'guess') return words.start.isThisYours(inLetters(best.server.host));
  if (best) return words.start.channel(nameOf(words, best));
  if (connected) return words.start.title;
  if (found.withheld) return words.failures['policy-forbids'].title;
  if (found.refusedBy) return words.start.refused(PROVIDERS[found.refusedBy].name);
  if (unasked) return knownWords(words, unasked).title;
  return searching || trouble ? words.start.title : words.start.nothing;
}

function Nothing({ detection: { found, searching } }: { detection: Detection }) {
  const styles = useStyles();
  const words = useFirstWords().start;
  if (found.withheld) return null;
  if (found.refusedBy) return <p className={styles.text}>{words.refusedBody(PROVIDERS[found.refusedBy].name)}</p>;
  return searching ? null : <p className={styles.text}>{words.nothingBody}</p>;
}
