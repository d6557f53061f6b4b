import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Instant } from '../../../domain/instant.ts';
import { LaterPicker } from '../../parts/LaterPicker.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px' },
  send: { flexGrow: 1 },
  later: { minWidth: 0, fontWeight: tokens.fontWeightRegular },
  // A button that can't be pressed keeps the colour that says so.
  link: { color: tokens.colorBrandForegroundLink },
});

interface SendActionsProps {
  label: string;
  /** The same while another moment is being chosen. */
  labelNow: string;
  /** False where something else is to be done first. */
  isMain: boolean;
  disabled: boolean;
  onSend: () => void;
  /** Set where Send means the moment that was chosen before. */
  onNow: (() => void) | null;
  /** What is to be known of a moment before it is chosen. */
  foresee: (at: Instant | null) => ReactNode;
  onLater: (at: Instant) => void;
  /** Whether another moment is being chosen: then that comes first. */
  choosing: boolean;
  onChoosing: (choosing: boolean) => void;
}

/** Send, and beside it the quiet choice of another moment. */
export function SendActions({
  label,
  labelNow,
  isMain,
  disabled,
  onSend,
  onNow,
  foresee,
  onLater,
  choosing,
  onChoosing,
}: SendActionsProps) {
  const styles = useStyles();
  const { later, queue } = useWords();
  return (
    <>
      <div className={styles.row}>
        <Button
          className={styles.send}
          appearance={isMain && !choosing ? 'primary' : 'secondary'}
          size={isMain ? 'large' : 'medium'}
          disabled={disabled}
          onClick={onSend}
        >
          {choosing ? labelNow : label}
        </Button>
        {onNow && (
          <Button size={isMain ? 'large' : 'medium'} disabled={disabled} onClick={onNow}>
            {queue.sendNow}
          </Button>
        )}
        <Button
          className={mergeClasses(styles.later, !disabled && styles.link)}
          appearance="transparent"
          disabled={disabled}
          aria-expanded={choosing}
          onClick={() => {
            onChoosing(!choosing);
          }}
        >
          {later.choose}
        </Button>
      </div>
      {choosing && !disabled && <LaterPicker foresee={foresee} isMain={isMain} onChoose={onLater} />}
    </>
  );
}
