import { Component, type ReactNode } from 'react';
import { words } from './words.js';

/** Keeps a mistake in one section from taking the rest of the page with it. */
export class SectionBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <div className="hosted-broken" role="alert">
        <p>{words.brokenSection.text}</p>
        <button type="button" className="hosted-button" onClick={() => this.setState({ broken: false })}>
          {words.brokenSection.action}
        </button>
      </div>
    );
  }
}
