import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { Hidden } from '../../parts/Hidden.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Pictogram, type Shape } from '../../parts/Pictogram.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { StepView } from './proving.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '4px' },
  row: {
    display: 'grid',
    gridTemplateColumns: '24px 1fr auto',
    columnGap: '8px',
    alignItems: 'start',
    minHeight: '32px',
  },
  sign: {
    width: '24px',
    height: '24px',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorNeutralForeground3,
    border: `1px solid transparent`,
    boxSizing: 'border-box',
  },
  passed: { color: tokens.colorStatusSuccessForeground1, backgroundColor: tokens.colorStatusSuccessBackground1 },
  failed: { color: tokens.colorStatusDangerForeground1, backgroundColor: tokens.colorStatusDangerBackground1 },
  waiting: { border: `1px dashed ${tokens.colorNeutralStroke1}` },
  name: { paddingTop: '2px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  detail: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
  time: {
    paddingTop: '4px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
});

const SHAPE: Record<'passed' | 'failed', Shape> = { passed: 'check', failed: 'cross' };

/** The five steps as they happen, each with its outcome and time. */
export function StepList({ steps }: { steps: readonly StepView[] }) {
  const styles = useStyles();
  const words = useWords().connect;
  const latest = steps.filter(({ state }) => state !== 'waiting').at(-1);
  return (
    <Panel>
      <ol className={styles.list}>
        {steps.map(({ step, state, milliseconds, detail }) => (
          <li key={step} className={styles.row}>
            <span
              aria-hidden="true"
              className={mergeClasses(
                styles.sign,
                state === 'passed' && styles.passed,
                state === 'failed' && styles.failed,
                state === 'waiting' && styles.waiting,
              )}
            >
              {state === 'running' && <Spinner size="extra-tiny" />}
              {(state === 'passed' || state === 'failed') && <Pictogram shape={SHAPE[state]} size={14} />}
            </span>
            <span className={mergeClasses(styles.name, state === 'waiting' && styles.quiet)}>
              {words.steps[step]}
              <Hidden> ({words.stepState[state]})</Hidden>
              {detail && <span className={styles.detail}>{detail}</span>}
            </span>
            <span className={styles.time}>{milliseconds !== null && words.took(milliseconds)}</span>
          </li>
        ))}
      </ol>
      <Hidden role="status">{latest && `${words.steps[latest.step]}: ${words.stepState[latest.state]}`}</Hidden>
    </Panel>
  );
}
