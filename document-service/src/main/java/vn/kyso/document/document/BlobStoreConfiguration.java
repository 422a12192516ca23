package vn.kyso.document.document;

import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.kyso.document.blob.BlobStore;
import vn.kyso.document.blob.FileBlobStore;

/// Which store blobs go to.
@Configuration(proxyBeanMethods = false)
class BlobStoreConfiguration {
    @Bean
    BlobStore blobStore(DocumentSettings settings) throws IOException {
        return new FileBlobStore(settings.blobFolder());
    }
}
