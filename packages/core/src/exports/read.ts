export { type OwnContent, type OwnFile, readOwnFile } from '../read/own-files.ts';
