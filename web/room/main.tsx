import '../ui/palette.css';
import '../ui/base.css';
import './frame/room.css';
import './lobby/lobby.css';
import { render } from 'preact';
import { App, DeadPage } from './frame/App.tsx';
import { Visit } from './frame/visit.ts';
import { tellHost } from './host/tell-host.ts';
import { linkIn } from './link/link.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
root.replaceChildren();
// Another link opened in the same tab: the browser changes the fragment only.
window.addEventListener('hashchange', () => location.reload());
const link = linkIn(location);
if (link === null) {
  render(<DeadPage why="no-code" />, root);
  tellHost(null);
} else {
  const visit = new Visit(link);
  // The tab remembers it: screenshots, histories and whoever looks over a shoulder do not.
  history.replaceState(null, '', location.pathname);
  render(<App visit={visit} />, root);
  tellHost(visit);
}
