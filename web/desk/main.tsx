import './theme/kit.css';
import './theme/palette.css';
import './theme/base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { Mishap } from './frame/Mishap.tsx';
import { theme } from './theme/theme.ts';

const schemes = localStorageColorSchemeManager({ key: 'parley-desk-colours' });
const place = document.getElementById('desk');
if (place === null) throw new Error('the page has no place for the desk');

// The kit's own style elements are off: everything stands in our sheets, as the page's policy asks.
createRoot(place).render(
  <MantineProvider
    theme={theme}
    colorSchemeManager={schemes}
    defaultColorScheme="auto"
    withCssVariables={false}
    withGlobalClasses={false}
  >
    <Mishap>
      <App />
    </Mishap>
  </MantineProvider>,
);
