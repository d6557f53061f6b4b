import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { SendingDomain } from '../../../contract/shapes.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Pictogram, type Shape } from '../../parts/Pictogram.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { useNow } from '../../parts/use-now.ts';
import { NamedAddresses } from './NamedAddresses.tsx';
import { RecordToAdd } from './RecordToAdd.tsx';
import type { Team } from './use-team.ts';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '8px', alignItems: 'center', justifyContent: 'space-between', flexWrap: 'wrap' },
  name: { fontWeight: tokens.fontWeightSemibold },
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  proven: { color: tokens.colorStatusSuccessForeground1 },
  unproven: { color: tokens.colorNeutralForeground2 },
  lost: { color: tokens.colorStatusWarningForeground1 },
  text: { margin: 0 },
  instead: {
    margin: 0,
    paddingLeft: '24px',
    listStyleType: 'none',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
});

type Standing = 'proven' | 'unproven' | 'lost';
const SHAPE: Record<Standing, Shape> = { proven: 'check', unproven: 'clock', lost: 'warning' };

const standingOf = ({ provenAt, lostAt }: SendingDomain): Standing =>
  provenAt === null ? 'unproven' : lostAt === null ? 'proven' : 'lost';

/** One domain: whether it is proven, and otherwise the record to add and what a look at the DNS says. */
export function DomainPanel({ domain: one, team }: { domain: SendingDomain; team: Team }) {
  const styles = useStyles();
  const { team: say, format } = useWords();
  const now = useNow();
  const [failure, fail] = useState<BackendFailure | null>(null);
  const { domain, lostAt } = one;
  const standing = standingOf(one);
  const looked = team.found[domain];
  const check = (
    <Button
      appearance={standing === 'proven' ? 'secondary' : 'primary'}
      disabledFocusable={team.busy}
      onClick={() => void team.checkDomain(domain).then(fail)}
    >
      {standing === 'proven' ? say.checkAgain : say.check}
    </Button>
  );
  return (
    <Panel tone={standing === 'lost' ? 'notice' : 'plain'}>
      <div className={styles.row}>
        <span className={styles.name}>{inLetters(domain)}</span>
        <span className={mergeClasses(styles.badge, styles[standing])}>
          <Pictogram shape={SHAPE[standing]} size={14} />
          {say[standing]}
        </span>
      </div>
      {lostAt !== null && <p className={styles.text}>{say.lostBody(format.ago(lostAt, now))}</p>}
      {standing !== 'proven' && (
        <>
          <p className={styles.text}>{say.addRecord}</p>
          <RecordToAdd domain={one} />
        </>
      )}
      {standing !== 'unproven' && <NamedAddresses domain={one} team={team} />}
      <div className={styles.actions}>
        {check}
        <QuietButton onClick={() => void team.removeDomain(domain).then(fail)}>
          {say.removeDomain(inLetters(domain))}
        </QuietButton>
      </div>
      <Status>
        {looked !== undefined && (
          <>
            <Notice shape={looked.found === 'found' ? 'check' : 'warning'}>{say.found[looked.found]}</Notice>
            {looked.instead.length > 0 && (
              <ul className={styles.instead}>
                {looked.instead.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )}
          </>
        )}
        {failure !== null &&
          (failure.kind === 'conflict' ? (
            <Notice shape="warning">{say.inUse}</Notice>
          ) : (
            <TroubleNote trouble={failure} />
          ))}
      </Status>
    </Panel>
  );
}
