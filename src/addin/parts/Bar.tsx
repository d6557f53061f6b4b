import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { AriaAttributes } from 'react';

const useStyles = makeStyles({
  track: {
    height: '4px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground6,
    overflow: 'hidden',
    // Seen where contrast is high: an empty bar is nothing at all there.
    outline: `1px solid ${tokens.colorTransparentStroke}`,
    forcedColorAdjust: 'none',
  },
  bar: { height: '100%', borderRadius: tokens.borderRadiusCircular, backgroundColor: tokens.colorBrandBackground },
  warning: { backgroundColor: tokens.colorStatusWarningForeground3 },
});

interface BarProps extends AriaAttributes {
  role: 'meter' | 'progressbar';
  /** From 0 to 1. */
  share: number;
  warning?: boolean;
}

/** A thin bar, as long as the share it shows; what it means is said by its role and labels. */
export function Bar({ share, warning = false, ...said }: BarProps) {
  const styles = useStyles();
  return (
    <div {...said} className={styles.track}>
      <div className={mergeClasses(styles.bar, warning && styles.warning)} style={{ width: `${share * 100}%` }} />
    </div>
  );
}
