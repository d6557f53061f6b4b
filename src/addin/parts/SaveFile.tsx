import { Link, makeStyles } from '@fluentui/react-components';
import { CopyButton } from './CopyButton.tsx';
import { useWords } from './surroundings.ts';
import type { MadeFile } from './use-file.ts';

const useStyles = makeStyles({
  ways: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
});

interface SaveFileProps {
  file: MadeFile;
  /** What it is called where it is saved. */
  name: string;
  /** What it is, for where it has to be copied by hand. */
  label: string;
}

/** A file to be saved; or copied, where the mail client lets nothing be saved from its frame. */
export function SaveFile({ file, name, label }: SaveFileProps) {
  const styles = useStyles();
  const words = useWords().file;
  return (
    <div className={styles.ways}>
      <Link href={file.url} download={name}>
        {words.save}
      </Link>
      <CopyButton label={label} text={() => file.blob.text()}>
        {words.copy}
      </CopyButton>
    </div>
  );
}
