// Runs before any test: those that start the command test the bundle of the sources as they are.
export { build as setup } from './prepare.mjs';
