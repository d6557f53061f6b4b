import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  mark: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '24px',
    height: '24px',
    flexShrink: 0,
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: 1,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** The letter of a service: our own drawing, for its sign is its own. Screen readers skip it, since the name stands beside it. */
export function Mark({ name }: { name: string }) {
  return (
    <span aria-hidden="true" className={useStyles().mark}>
      {name.slice(0, 1).toUpperCase()}
    </span>
  );
}
