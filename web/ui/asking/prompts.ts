import './prompts.css';

export { LocationPrompt } from './LocationPrompt.tsx';
export { PhotoPrompt } from './PhotoPrompt.tsx';
