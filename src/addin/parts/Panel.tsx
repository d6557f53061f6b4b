import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '10px 12px',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  // The tone shows at the edge alone: a whole box in red shouts.
  notice: { borderLeft: `3px solid ${tokens.colorStatusWarningBorder2}` },
  danger: { borderLeft: `3px solid ${tokens.colorStatusDangerBorder2}` },
  success: { borderLeft: `3px solid ${tokens.colorStatusSuccessBorder2}` },
});

export type Tone = 'plain' | 'notice' | 'danger' | 'success';

/** A quiet box that holds what belongs together. */
export function Panel({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.panel, tone !== 'plain' && styles[tone])}>{children}</div>;
}
