import { makeStyles, tokens } from '@fluentui/react-components';
import { PROVIDERS, type ProviderId } from '../../../domain/provider.ts';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  steps: {
    margin: 0,
    paddingLeft: '20px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

interface ProviderPasswordProps {
  providerId: ProviderId;
  /** For the password one knows; one made for this alone needs none. */
  hint?: string | undefined;
  value: string;
  slip: string | null;
  onType: (value: string) => void;
}

/** The password a provider takes: the usual one, or one made for this alone, and how to come by it. */
export function ProviderPassword({ providerId, hint, value, slip, onType }: ProviderPasswordProps) {
  const styles = useStyles();
  const words = useWords().connect;
  const byAppPassword = PROVIDERS[providerId].passwords.policy === 'app-password';
  return (
    <>
      {byAppPassword && (
        <ol className={styles.steps}>
          {words.appPasswordSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <PasswordField
        label={byAppPassword ? words.appPassword : words.password}
        hint={byAppPassword ? undefined : hint}
        value={value}
        slip={slip}
        onType={onType}
      />
    </>
  );
}
