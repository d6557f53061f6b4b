import { useCallback, useEffect, useState } from 'react';

/** A file that was made, and where the browser has it. */
export interface MadeFile {
  blob: Blob;
  url: string;
}

/** The file that was made last, for as long as the screen is there; null before. */
export function useFile(): [MadeFile | null, (blob: Blob) => void] {
  const [file, setFile] = useState<MadeFile | null>(null);
  useEffect(
    () => () => {
      if (file !== null) URL.revokeObjectURL(file.url);
    },
    [file],
  );
  const make = useCallback((blob: Blob) => {
    setFile({ blob, url: URL.createObjectURL(blob) });
  }, []);
  return [file, make];
}
