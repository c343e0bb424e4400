import '../ui/palette.css';
import '../ui/base.css';
import './frame/frame.css';
import './start/start.css';
import { render } from 'preact';
import { App } from './frame/App.tsx';
import { Visit } from './frame/visit.ts';
import { connectToHost } from './host/host.ts';

const entryId = new URLSearchParams(location.search).get('entry') ?? '';
const root = document.getElementById('root');
if (root === null) throw new Error('frame.html has no root');
root.replaceChildren();
render(<App visit={new Visit(connectToHost(entryId), entryId)} />, root);
