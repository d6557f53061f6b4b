import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { AskIt } from '../../parts/AskIt.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Pictogram } from '../../parts/Pictogram.tsx';
import { useSurroundings } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '8px', alignItems: 'center', justifyContent: 'space-between', flexWrap: 'wrap' },
  name: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase300 },
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    padding: '2px 8px 2px 6px',
    borderRadius: tokens.borderRadiusCircular,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  working: { color: tokens.colorStatusSuccessForeground1, backgroundColor: tokens.colorStatusSuccessBackground1 },
  broken: { color: tokens.colorStatusDangerForeground1, backgroundColor: tokens.colorStatusDangerBackground1 },
  quiet: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
});

interface HealthPanelProps {
  channel: Channel;
  /** Messages that are held until the channel works again. */
  held: number;
  onRepair: () => void;
}

/** The channel and whether it works; broken, it says why and what to do. */
export function HealthPanel({ channel, held, onRepair }: HealthPanelProps) {
  const styles = useStyles();
  const { words, clock } = useSurroundings();
  const { health, providerId, sender, server } = channel;
  const working = health.state === 'working';
  const name = providerId === 'custom' ? server.host : PROVIDERS[providerId].name;
  return (
    <>
      <Panel>
        <div className={styles.row}>
          <span className={styles.name}>{name}</span>
          <span className={mergeClasses(styles.badge, working ? styles.working : styles.broken)}>
            <Pictogram shape={working ? 'check' : 'warning'} size={14} />
            {working ? words.home.working : words.home.broken}
          </span>
        </div>
        <span className={styles.quiet}>
          {sender.name && (
            <>
              {sender.name}
              <br />
            </>
          )}
          {sender.address}
          <br />
          {words.home.checked(words.format.ago(channel.verifiedAt, clock.now()))}
        </span>
        {working && channel.passwordEndsOn && (
          <Notice shape="clock">{words.start.ending(PROVIDERS[providerId].name, channel.passwordEndsOn)}</Notice>
        )}
      </Panel>
      {!working && (
        <TroubleNote trouble={health.because}>
          <Button appearance="primary" onClick={onRepair}>
            {words.home.repair}
          </Button>
          <AskIt
            appearance={words.failures[health.because.kind].whoCan === 'it' ? 'secondary' : 'quiet'}
            address={sender.address}
            server={server}
            trouble={health.because}
            brokenSince={health.since}
          />
          {held > 0 && <Notice shape="hold">{words.home.waiting(held)}</Notice>}
        </TroubleNote>
      )}
    </>
  );
}
