import type { SharedFile } from '@parley/core/files/shared-file.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { clockInWords } from '../time-in-words.ts';
import { kindInWords, sizeInWords } from './file-in-words.ts';
import { fileWords } from './file-words.ts';
import styles from './SharePanel.module.css';
import { useFileLink } from './use-file-link.ts';

/** What can be done with a file; null where it cannot. */
export type FileActs = {
  readonly preview: () => void;
  readonly send: (() => void) | null;
  readonly draw: (() => void) | null;
  readonly remove: (() => void) | null;
};

type Props = {
  readonly files: SharedFiles;
  readonly file: SharedFile;
  /** On this computer's clock. */
  readonly at: number;
  readonly acts: FileActs;
};

const W = fileWords.share;

/** One file of the session. */
export function FileRow({ files, file, at, acts }: Props) {
  const link = useFileLink(files, file.id);
  const { name, picture } = file;
  return (
    <li className={styles.row}>
      <span className={styles.thumb}>
        {link?.preview === null || link === null ? (
          <Icon name={picture === null ? 'file' : 'picture'} size={22} />
        ) : (
          <img src={link.preview} alt="" data-testid="thumbnail" />
        )}
      </span>
      <div className={styles.what}>
        {picture === null ? (
          <p className={styles.fileName} dir="auto" title={name}>
            {name}
          </p>
        ) : (
          <button
            type="button"
            className={styles.fileName}
            dir="auto"
            title={name}
            aria-label={W.preview(name)}
            onClick={acts.preview}
          >
            {name}
          </button>
        )}
        <p className={styles.about}>
          {kindInWords(file)}, {sizeInWords(file.sizeBytes)} {W.by(file.madeBy.name)},{' '}
          <time className="number">{clockInWords(at)}</time>
          {file.forCustomer ? null : <span className={styles.own}>{W.onlyYou}</span>}
        </p>
      </div>
      <div className={styles.acts}>
        {picture === null ? null : <Act icon="pen" label={W.drawOn(name)} onPress={acts.draw} />}
        <Act icon="send" label={W.sendOne(name)} onPress={acts.send} />
        {link === null ? null : (
          <a
            className={styles.act}
            href={link.download}
            download={name}
            aria-label={W.downloadOne(name)}
            title={W.downloadOne(name)}
          >
            <Icon name="file-in" size={16} />
          </a>
        )}
        <Act icon="delete" label={W.removeOne(name)} onPress={acts.remove} />
      </div>
    </li>
  );
}

type ActProps = {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: (() => void) | null;
};

function Act({ icon, label, onPress }: ActProps) {
  if (onPress === null) return null;
  return (
    <button type="button" className={styles.act} aria-label={label} title={label} onClick={onPress}>
      <Icon name={icon} size={16} />
    </button>
  );
}
