/** An error of the operating system about a file or folder. */
export interface FileError extends Error {
  /** Such as ENOSPC (POSIX, errno.h). */
  readonly code: string;
  /** What was asked of it, such as rename. */
  readonly syscall: string;
  /** Missing where the error came from an open file that nobody has named. */
  readonly path?: string;
}

export function isFileError(error: unknown): error is FileError {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

/** Whether an error of the file system says that the file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return isFileError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** Throws an error again. That of an open file (no room for more, or it is a folder) does not say which file it is, and is given its path. */
export function failAt(path: string): (error: unknown) => never {
  return (error) => {
    if (isFileError(error) && error.path === undefined) Object.assign(error, { path });
    throw error;
  };
}

/**
 * Does something to a file; whatever the file system says against it is told of this path, as
 * people know it.
 */
export function atPath<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (isFileError(error)) Object.assign(error, { path });
    throw error;
  }
}
