import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  rows: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: 'hidden',
  },
});

/** A list on a card of its own; each of its items draws the line above itself. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className={useStyles().rows}>{children}</ul>;
}
