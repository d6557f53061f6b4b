import { makeStyles, tokens } from '@fluentui/react-components';
import { PROVIDERS, type ProviderId } from '../../../domain/provider.ts';
import { isMadeByService, shortFormOf } from '../../../domain/short-form.ts';
import { serviceOf } from '../../../domain/sign-in-service.ts';
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
  /** For the password one knows; what is made for this alone needs none. */
  hint?: string | undefined;
  value: string;
  slip: string | null;
  onType: (value: string) => void;
}

/** The password a provider takes, by the provider's own name for it, and how to come by one that is made for this alone. */
export function ProviderPassword({ providerId, hint, value, slip, onType }: ProviderPasswordProps) {
  const styles = useStyles();
  const { choose, connect } = useWords();
  const { secret } = shortFormOf(providerId);
  const { label, hint: own } = choose.secrets[secret];
  const { google, other } = connect.appPasswordSteps;
  const steps =
    serviceOf(providerId) === 'google' ? google : [other.twoSteps(PROVIDERS[providerId].name), other.create];
  return (
    <>
      {secret === 'app-password' && (
        <ol className={styles.steps}>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <PasswordField
        label={label}
        hint={secret === 'password' ? hint : own}
        value={value}
        slip={slip}
        spaceCounts={!isMadeByService(secret)}
        onType={onType}
      />
    </>
  );
}
