import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { Pictogram } from './Pictogram.tsx';
import { useWords } from './surroundings.ts';

interface PasswordFieldProps {
  label: string;
  hint?: string | undefined;
  value: string;
  slip: string | null;
  /** Whether white space at its ends is part of it. */
  spaceCounts: boolean;
  onType: (value: string) => void;
}

/** A password, hidden until asked for. The browser is told not to offer to keep it: this pane is not the website it belongs to. */
export function PasswordField({ label, hint, value, slip, spaceCounts, onType }: PasswordFieldProps) {
  const words = useWords().connect;
  const [shown, show] = useState(false);
  const space = spaceCounts && value !== value.trim() ? words.spaceAtEnd : null;
  return (
    <Field
      label={label}
      hint={hint}
      validationState={slip !== null ? 'error' : space !== null ? 'warning' : 'none'}
      validationMessage={slip ?? space ?? undefined}
    >
      <Input
        required
        type={shown ? 'text' : 'password'}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(_, data) => {
          onType(data.value);
        }}
        contentAfter={
          <Button
            appearance="transparent"
            size="small"
            aria-label={shown ? words.hide : words.show}
            icon={<Pictogram shape={shown ? 'eye-off' : 'eye'} />}
            onClick={() => {
              show(!shown);
            }}
          />
        }
      />
    </Field>
  );
}
