import { makeStyles, tokens } from '@fluentui/react-components';
import { PROVIDERS } from '../../../domain/provider.ts';
import type { Recommendation } from '../../../domain/recommendation.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { useFirstWords } from '../../parts/surroundings.ts';
import { nationalName } from '../../words/national-name.ts';

const useStyles = makeStyles({
  reason: {
    margin: '-4px 0 4px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** A server that is less likely to be the one, a click away, and why it is named at all. */
export function Other({ recommendation, onTake }: { recommendation: Recommendation; onTake: () => void }) {
  const styles = useStyles();
  const first = useFirstWords();
  const words = first.start;
  const { server, providerId, reason } = recommendation;
  const national = nationalName(first, providerId);
  return (
    <div>
      <QuietButton onClick={onTake}>
        {national === null ? words.ownServer(inLetters(server.host)) : words.channel(national)}
      </QuietButton>
      {reason !== 'guess' && (
        <p className={styles.reason}>{words.because(words.reason[reason](PROVIDERS[providerId].name))}</p>
      )}
    </div>
  );
}
